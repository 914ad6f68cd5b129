package dev.arobase.wire;

/**
 * An event, or a comment that stands alone, and where its bytes are. Positions count from the first
 * byte of the stream; events follow each other without a gap, so that a relay that forwards or
 * drops whole ranges never tears one.
 *
 * @param start position of its first byte
 * @param end position after the line end that closes it; after CR LF CR LF the last LF belongs to
 *     what follows
 * @param facts what it is
 */
public record SseEvent(long start, long end, EventFacts facts) {}
