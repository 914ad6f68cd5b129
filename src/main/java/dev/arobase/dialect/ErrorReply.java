package dev.arobase.dialect;

import dev.arobase.exchange.ErrorFamily;
import java.util.Optional;

/**
 * An error to be told to a client, before a dialect gives it its shape.
 *
 * @param status HTTP status; in a stream that has begun it only decides words
 * @param family what {@code type} says
 * @param code the specific word
 * @param param the request field at fault
 * @param metadata a JSON object as it is to stand in the answer
 * @param requestId as in {@code x-request-id}
 */
public record ErrorReply(
    int status,
    ErrorFamily family,
    String code,
    String message,
    Optional<String> param,
    Optional<String> metadata,
    String requestId) {}
