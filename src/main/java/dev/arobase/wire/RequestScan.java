package dev.arobase.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the gateway reads of a JSON request, and where it stands.
 *
 * @param model absent when there is no such member
 * @param stream whether a stream is asked for
 * @param portkeyProvider the text of {@code portkey_provider}; never empty
 * @param models OpenRouter's list of further models; empty when absent
 * @param includeUsage whether the client itself asks for usage in its stream
 * @param includeUsageValue where the value of {@code stream_options.include_usage} stands
 * @param streamOptions where the {@code stream_options} object stands; absent also when it is null
 * @param background Responses' {@code background: true}
 * @param store {@code store: true}
 * @param maxTokens the first of {@code max_tokens, max_completion_tokens, max_output_tokens}
 * @param textBytes UTF-8 bytes of the decoded text that the model will read, for estimating tokens;
 *     images and other encoded data don't count
 * @param members every member of the top-level object, in order
 * @param object the top-level object, braces included
 */
public record RequestScan(
    Optional<StringField> model,
    boolean stream,
    Optional<String> portkeyProvider,
    ProviderField provider,
    List<String> models,
    ConversationKeys conversation,
    Set<Feature> features,
    boolean includeUsage,
    Optional<ByteRange> includeUsageValue,
    Optional<ByteRange> streamOptions,
    boolean background,
    boolean store,
    OptionalLong maxTokens,
    long textBytes,
    List<Member> members,
    ByteRange object) {

  /** Of a body that is not read: a form, a file, or none at all. */
  public static final RequestScan NOTHING =
      new RequestScan(
          Optional.empty(),
          false,
          Optional.empty(),
          ProviderField.NONE,
          List.of(),
          ConversationKeys.NONE,
          Set.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          OptionalLong.empty(),
          0,
          List.of(),
          new ByteRange(0, 0));

  public RequestScan {
    models = List.copyOf(models);
    features = Set.copyOf(features);
    members = List.copyOf(members);
  }

  /** The last member of that name, the one most readers take when a name stands twice. */
  public Optional<Member> member(String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).name().equals(name)) {
        return Optional.of(members.get(i));
      }
    }
    return Optional.empty();
  }

  /** Tokens of the prompt, roughly: a quarter of the text's bytes. */
  public long estimatedTokens() {
    return (textBytes + 3) / 4;
  }
}
