package dev.arobase.observe;

/** Every metric's name, and what it counts. Names without a unit's suffix count things. */
final class MetricNames {
  static final String BUILD = "arobase_build_info";

  /** Requests that ended, by endpoint, provider, model and status. */
  static final String REQUESTS = "arobase_requests_total";

  /** Requests that ended, by the client key's name. */
  static final String KEY_REQUESTS = "arobase_key_requests_total";

  /** USD by the client key's name. */
  static final String KEY_COST = "arobase_key_cost_usd_total";

  /** Error answers and streams that ended with an error event, by code and endpoint. */
  static final String ERRORS = "arobase_errors_total";

  /** How requests ended, by endpoint. */
  static final String ENDS = "arobase_request_ends_total";

  /** Tries at upstreams, by provider, model and outcome. */
  static final String ATTEMPTS = "arobase_attempts_total";

  /** Tokens, by provider, model and kind. */
  static final String TOKENS = "arobase_tokens_total";

  /** USD, by provider, model and source. */
  static final String COST = "arobase_cost_usd_total";

  /** Served requests whose cost is not known, by provider, model and reason. */
  static final String COST_UNKNOWN = "arobase_cost_unknown_total";

  /** Requests where the upstream's figure and ours are more than 1 % apart. */
  static final String COST_DRIFT = "arobase_cost_drift_total";

  /** Attempts given up after their request was sent: the provider may bill them. */
  static final String ABANDONED = "arobase_abandoned_total";

  /** Completion tokens that abandoned attempts were seen to produce. */
  static final String ABANDONED_TOKENS = "arobase_abandoned_tokens_total";

  /** Seconds from a request's arrival to the end of its answer. */
  static final String DURATION = "arobase_request_duration_seconds";

  /** Seconds from a request's arrival to the first content token. */
  static final String FIRST_TOKEN = "arobase_time_to_first_token_seconds";

  static final String IN_FLIGHT = "arobase_requests_in_flight";

  /** Requests that hold a place at a provider, by provider. */
  static final String PROVIDER_IN_FLIGHT = "arobase_provider_requests_in_flight";

  /** Requests that wait for a place at a provider, by provider. */
  static final String PROVIDER_QUEUED = "arobase_provider_requests_queued";

  static final String CONNECTIONS = "arobase_connections_open";

  /** Connections and requests refused below the level of HTTP, by code. */
  static final String WIRE_REFUSALS = "arobase_wire_refusals_total";

  /** Circuit breakers, by provider and state. */
  static final String BREAKERS = "arobase_breakers";

  static final String READY = "arobase_ready";
  static final String MODELS = "arobase_catalog_models";

  /** Catalog syncs that were refused or did not come through, by provider. */
  static final String SYNC_FAILURES = "arobase_catalog_sync_failures_total";

  static final String RELOADS = "arobase_config_reloads_total";

  /** Changed configurations that were refused; the last good one is in force. */
  static final String RELOAD_FAILURES = "arobase_config_reload_failures_total";

  private MetricNames() {}
}
