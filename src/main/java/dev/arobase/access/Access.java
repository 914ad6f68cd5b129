package dev.arobase.access;

/** Whether a request may enter. */
public sealed interface Access {

  /** One of the client keys was presented in that header. */
  record Granted(Principal principal, KeyPlace place) implements Access {}

  /** No client keys are configured: everybody who reaches the listener may enter. */
  record Open() implements Access {}

  /** Answered with 401 {@code invalid_api_key} and {@code WWW-Authenticate: Bearer}. */
  record Denied(Reason reason) implements Access {}

  /** Why a request was turned away. None of them says anything about the configured keys. */
  enum Reason {
    MISSING("No API key was given. Send it as \"Authorization: Bearer KEY\"."),
    WRONG_SCHEME("The Authorization header must read \"Bearer KEY\"."),
    MALFORMED("The API key holds bytes that no key has."),
    WRONG("Incorrect API key.");

    private final String message;

    Reason(String message) {
      this.message = message;
    }

    /** A sentence for the client. */
    public String message() {
      return message;
    }
  }
}
