package dev.arobase.resolve;

/** All that resolving one request looks at. */
record Call(
    ResolveRequest request,
    Snapshot snapshot,
    Restriction restriction,
    HealthView health,
    SpeedView speed,
    Chance chance,
    Trace trace) {}
