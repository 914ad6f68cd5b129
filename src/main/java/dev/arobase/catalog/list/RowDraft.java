package dev.arobase.catalog.list;

import dev.arobase.catalog.ModelType;
import dev.arobase.catalog.Pricing;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A row while its parser fills it in. */
public final class RowDraft {

  private static final int MAX_NAME = 300;

  private final String id;
  private Optional<String> joinId = Optional.empty();
  private Optional<String> joinProvider = Optional.empty();
  private Optional<String> huggingFaceId = Optional.empty();
  private final Set<String> aliases = new TreeSet<>();
  private Optional<String> name = Optional.empty();
  private Optional<String> ownedBy = Optional.empty();
  private Optional<String> canonicalSlug = Optional.empty();
  private ModelType type = ModelType.UNKNOWN;
  private long created;
  private OptionalLong contextLength = OptionalLong.empty();
  private OptionalLong maxOutput = OptionalLong.empty();
  private final Set<String> supportedParameters = new TreeSet<>();
  private Set<String> inputModalities = Set.of();
  private Set<String> outputModalities = Set.of();
  private Pricing pricing = Pricing.UNKNOWN;
  private Optional<Expiry> expiry = Optional.empty();

  public RowDraft(String id) {
    this.id = id;
  }

  public static RowDraft from(ListRow row) {
    RowDraft draft =
        new RowDraft(row.id())
            .huggingFaceId(row.huggingFaceId())
            .name(row.name())
            .ownedBy(row.ownedBy())
            .canonicalSlug(row.canonicalSlug())
            .type(row.type())
            .created(row.created())
            .contextLength(row.contextLength())
            .maxOutput(row.maxOutput())
            .modalities(row.inputModalities(), row.outputModalities())
            .pricing(row.pricing())
            .expiry(row.expiry());
    draft.joinId = row.joinId();
    draft.joinProvider = row.joinProvider();
    row.aliases().forEach(draft::alias);
    row.supportedParameters().forEach(draft::supports);
    return draft;
  }

  public String id() {
    return id;
  }

  public RowDraft joinAs(String provider, String modelId) {
    joinProvider = Optional.of(provider).filter(p -> !p.isEmpty());
    joinId = Optional.of(modelId);
    return this;
  }

  public RowDraft joinAs(String modelId) {
    joinId = Optional.of(modelId);
    return this;
  }

  public RowDraft huggingFaceId(Optional<String> value) {
    huggingFaceId = value.filter(v -> !v.isBlank());
    return this;
  }

  public RowDraft alias(String value) {
    if (!value.isEmpty() && !value.equals(id)) {
      aliases.add(value);
    }
    return this;
  }

  public RowDraft name(Optional<String> value) {
    name =
        value
            .filter(v -> !v.isBlank())
            .map(v -> v.length() > MAX_NAME ? v.substring(0, MAX_NAME) : v);
    return this;
  }

  public RowDraft ownedBy(Optional<String> value) {
    ownedBy = value.filter(v -> !v.isBlank());
    return this;
  }

  public RowDraft canonicalSlug(Optional<String> value) {
    canonicalSlug = value.filter(v -> !v.isBlank());
    return this;
  }

  public RowDraft type(ModelType value) {
    type = value;
    return this;
  }

  public RowDraft created(long seconds) {
    created = seconds;
    return this;
  }

  public RowDraft contextLength(OptionalLong tokens) {
    contextLength = tokens;
    return this;
  }

  public RowDraft maxOutput(OptionalLong tokens) {
    maxOutput = tokens;
    return this;
  }

  public RowDraft supports(String parameter) {
    supportedParameters.add(parameter);
    return this;
  }

  public RowDraft modalities(Set<String> input, Set<String> output) {
    inputModalities = input;
    outputModalities = output;
    return this;
  }

  public RowDraft pricing(Pricing value) {
    pricing = value;
    return this;
  }

  public RowDraft expiry(Optional<Expiry> value) {
    expiry = value;
    return this;
  }

  /** The finished row; a type that nothing stated is told from a well-known name, if it can be. */
  public ListRow row() {
    return new ListRow(
        id,
        joinId,
        joinProvider,
        huggingFaceId,
        aliases,
        name,
        ownedBy,
        canonicalSlug,
        type == ModelType.UNKNOWN ? TypeByName.of(id) : type,
        created,
        contextLength,
        maxOutput,
        supportedParameters,
        inputModalities,
        outputModalities,
        pricing,
        expiry);
  }
}
