package dev.arobase.access;

/**
 * Who a request is for: the name that the operator gave a client key. Names are for logs and
 * metrics; the key itself is never kept here.
 */
public record Principal(String name) {}
