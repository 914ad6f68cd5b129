package dev.arobase.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arobase.account.Cost;
import dev.arobase.config.LogConfig;
import dev.arobase.config.LogFormat;
import dev.arobase.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LoggerContext context = context();
  private final Logging logging = new Logging(context, out, false);
  private final Logger logger = context.getLogger("dev.arobase.Example");

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private void start(LogFormat format, LogLevel level) {
    logging.apply(new LogConfig(format, level), text -> text.replace("sk-canary", "***"));
  }

  /** What was written, once all of it is. */
  private String written() {
    logging.close();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRequestIsOneJsonLineWithAPlainCost() throws Exception {
    start(LogFormat.JSON, LogLevel.INFO);
    context
        .getLogger(RequestLog.LOGGER)
        .info("request", Requests.served("deepinfra", "openai/gpt-oss-20b"));
    String text = written();
    assertThat(text).hasLineCount(1).contains("\"cost\":0.0000042,");
    JsonNode line = JSON.readTree(text);
    assertThat(line.path("event").asText()).isEqualTo("request");
    assertThat(line.path("request_id").asText()).isEqualTo("req-1");
    assertThat(line.path("key").asText()).isEqualTo("frontend");
    assertThat(line.path("provider").asText()).isEqualTo("deepinfra");
    assertThat(line.path("model").asText()).isEqualTo("openai/gpt-oss-20b");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("cost_source").asText()).isEqualTo("computed");
    assertThat(line.path("prompt_tokens").asInt()).isEqualTo(12);
    assertThat(line.path("attempts").path(0).path("reason").asText()).isEqualTo("ok");
  }

  @Test
  void anUnknownCostIsNullAndNotZero() throws Exception {
    start(LogFormat.JSON, LogLevel.INFO);
    context.getLogger(RequestLog.LOGGER).info("request", Requests.failed("deepinfra", "m"));
    JsonNode line = JSON.readTree(written());
    assertThat(line.path("cost").isNull()).isTrue();
    assertThat(line.path("cost_source").asText()).isEqualTo("unknown");
    assertThat(line.path("abandoned").path(0).path("prompt_tokens").isNull()).isTrue();
    assertThat(line.path("abandoned").path(0).path("completion_tokens").asInt()).isEqualTo(3);
  }

  @Test
  void aFreeRequestCostsZeroWithoutAnExponent() {
    start(LogFormat.JSON, LogLevel.INFO);
    context
        .getLogger(RequestLog.LOGGER)
        .info("request", Requests.served("p", "m", new Cost.Reported(new BigDecimal("0E-10"))));
    assertThat(written()).contains("\"cost\":0,");
  }

  @Test
  void peopleGetTheSameAsText() {
    start(LogFormat.TEXT, LogLevel.INFO);
    context
        .getLogger(RequestLog.LOGGER)
        .info("request", Requests.served("deepinfra", "openai/gpt-oss-20b"));
    assertThat(written())
        .hasLineCount(1)
        .contains(
            "200 POST /v1/chat/completions @deepinfra/openai/gpt-oss-20b 812 ms"
                + " (first token 210 ms) 12+34 tokens $0.0000042 key=frontend req-1");
  }

  @Test
  void anExceptionIsOneLineAndItsStackShowsAtDebugOnly() {
    start(LogFormat.AUTO, LogLevel.INFO);
    logger.error("sync failed", new IllegalStateException("outer", new RuntimeException("inner")));
    assertThat(written())
        .hasLineCount(1)
        .contains("IllegalStateException: outer; caused by RuntimeException: inner")
        .doesNotContain("at dev.arobase", "LoggingTest.java");
  }

  @Test
  void atDebugTheStackIsInTheSameJsonLine() throws Exception {
    start(LogFormat.JSON, LogLevel.DEBUG);
    logger.error("sync failed", new IllegalStateException("outer"));
    String text = written();
    assertThat(text).hasLineCount(1);
    assertThat(JSON.readTree(text).path("stack").asText()).contains("LoggingTest.java");
  }

  @Test
  void whatIsMaskedShowsNeitherInMessagesNorInExceptions() {
    start(LogFormat.JSON, LogLevel.TRACE);
    logger.warn("key sk-canary", new IllegalStateException("and sk-canary"));
    assertThat(written()).contains("***").doesNotContain("sk-canary");
  }

  @Test
  void librariesStaySilentAtTheFinestLevel() {
    start(LogFormat.TEXT, LogLevel.TRACE);
    context.getLogger("io.netty.handler").debug("header authorization");
    logger.trace("own");
    assertThat(written()).contains("own").doesNotContain("authorization");
  }

  @Test
  void aReloadChangesLevelAndFormatWithoutLosingLines() {
    start(LogFormat.TEXT, LogLevel.INFO);
    logger.debug("not yet");
    start(LogFormat.TEXT, LogLevel.DEBUG);
    logger.debug("now");
    logging.apply(new LogConfig(LogFormat.TEXT, LogLevel.ERROR), UnaryOperator.identity());
    logger.warn("no more");
    assertThat(written()).contains("now").doesNotContain("not yet", "no more").hasLineCount(1);
  }

  @Test
  void aLineFeedInAMessageFakesNoLine() {
    start(LogFormat.TEXT, LogLevel.INFO);
    logger.info("model {}", "x\n12:00:00.000 200 POST faked");
    assertThat(written()).hasLineCount(1);
  }
}
