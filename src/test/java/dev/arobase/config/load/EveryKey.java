package dev.arobase.config.load;

/** A file with every key once, so that the reader visits every part. */
final class EveryKey {
  private EveryKey() {}

  static final String YAML =
      """
      server:
        host: 127.0.0.1
        port: 0
        tls: {cert_file: none.pem, key_file: none.pem}
        cors: {allowed_origins: ["*"]}
        allowed_hosts: [gateway.example]
        max_body: 1MiB
        max_header: 64KiB
        header_timeout: 1s
        body_timeout: 1s
        idle_timeout: 1s
        write_timeout: 1s
        max_connections: 1
        max_requests: 1
        keepalive: off
        shutdown_grace: 0s
      metrics: {host: 127.0.0.1, port: 0}
      log: {format: json, level: debug}
      auth:
        open: false
        keys:
          - {name: a, key: k}
          - {name: b, key_file: none.key}
          - {name: c, sha256: "0000000000000000000000000000000000000000000000000000000000000000"}
      proxy: {url: "http://proxy.example:3128", no_proxy: [a.example]}
      headers: {forward: [x-team]}
      defaults:
        timeouts: {connect: 1s, first_byte: 1s, first_token: 1s, idle: 1s, total: off}
        retry: {attempts: 0, on: [429], max_delay: 0s, budget: 0.5, budget_min: 1}
        max_attempts: 1
        breaker: {failures: 1, rate: 1, window: 1s, cooldown: 1s}
        max_concurrent: 1
        queue: {length: 0, wait: 0s}
        price_weights: {prompt: 1, completion: 0}
      providers_from_env: false
      default_provider: mine
      default_model: "@mine/m"
      providers:
        mine:
          enabled: true
          like: vllm
          base_url: https://mine.example
          api_key: k
          auth: {header: api-key, scheme: ""}
          headers: {X-Team: search}
          tls:
            ca_file: none.pem
            verify: true
            client_cert_file: none.pem
            client_key_file: none.pem
            server_name: other.example
          proxy: {url: "https://u:p@proxy.example", no_proxy: ["*"]}
          timeouts: {connect: 1s, first_byte: 1s, first_token: 1s, idle: 1s, total: 1s}
          retry: {attempts: 0, on: [429], max_delay: 0s, budget: 0.5, budget_min: 1}
          breaker: {failures: 1, rate: 1, window: 1s, cooldown: 1s}
          max_concurrent: 1
          queue: {length: 0, wait: 0s}
          http2: auto
          models:
            sync: off
            policy: local
            path: /models
            shape: openai
            price_unit: none
            list: [m, {id: n, context_length: 1, type: chat, pricing: {prompt: 1}, canonical: o}]
            canonical: {m: n}
            pricing: {m: {prompt: "1"}}
        another: {base_url: "http://a.example", api_key_file: none.key}
        third: {base_url: "http://a.example", api_keys: [a, b]}
      catalog:
        sync: 1h
        canonical: none
        file: catalog.json
        unknown_price: "0"
        price_sheets: [{url: "https://a.example/sheet.json", format: litellm}]
      routes:
        a: "@mine/m"
        b:
          strategy: weighted
          targets:
            - "@mine/m"
            - {model: "@mine/n", weight: 2, params: {temperature: 0.2}}
            - {strategy: fastest, weight: 1, targets: ["@mine/m", {model: "@mine/m"}]}
          timeouts: {connect: 1s, first_byte: 1s, first_token: 1s, idle: 1s, total: 1s}
          retry: {attempts: 0, on: [429], max_delay: 0s, budget: 0.5, budget_min: 1}
          max_attempts: 1
        c: {model: "@mine/m", params: {temperature: 0.2}, max_attempts: 2}
      """;
}
