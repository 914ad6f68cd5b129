package dev.arobase.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whose socket is closed when somebody leaves, and whose is not. */
class PendingConnectTest {
  private final Set<PendingConnect> wishes = new HashSet<>();

  private PendingConnect wish() {
    return new PendingConnect(wishes);
  }

  private static EmbeddedChannel opened() {
    EmbeddedChannel socket = new EmbeddedChannel();
    PendingConnect.opened(socket);
    return socket;
  }

  @Test
  void theSocketOfTheOneThatLeavesIsClosedAndNoOther() {
    PendingConnect stays = wish();
    EmbeddedChannel[] sockets = new EmbeddedChannel[2];
    Promise<String> first = Promise.promise();
    stays.ask(
        () -> {
          sockets[0] = opened();
          return first.future();
        });
    PendingConnect leaves = wish();
    leaves.ask(
        () -> {
          sockets[1] = opened();
          return Promise.<String>promise().future();
        });
    leaves.cancel();
    assertThat(sockets[1].isOpen()).isFalse();
    assertThat(sockets[0].isOpen()).isTrue();
    first.complete("connected");
    stays.cancel();
    assertThat(sockets[0].isOpen()).as("it is in use by now").isTrue();
    assertThat(wishes).isEmpty();
  }

  @Test
  void aSocketThatIsOpenedLaterBelongsToTheOldestWish() {
    PendingConnect first = wish();
    PendingConnect second = wish();
    first.ask(() -> Promise.<String>promise().future());
    second.ask(() -> Promise.<String>promise().future());
    EmbeddedChannel ofFirst = opened();
    EmbeddedChannel ofSecond = opened();
    second.cancel();
    assertThat(ofSecond.isOpen()).isFalse();
    assertThat(ofFirst.isOpen()).isTrue();
    first.cancel();
    assertThat(ofFirst.isOpen()).isFalse();
  }

  @Test
  void aSocketThatAnotherWaitsForStaysOpen() {
    PendingConnect leaves = wish();
    EmbeddedChannel[] socket = new EmbeddedChannel[1];
    leaves.ask(
        () -> {
          socket[0] = opened();
          return Promise.<String>promise().future();
        });
    PendingConnect waits = wish();
    waits.ask(() -> Promise.<String>promise().future());
    leaves.cancel();
    assertThat(socket[0].isOpen()).isTrue();
    waits.cancel();
  }

  @Test
  void aSocketThatWasClosedBeforeItWasConnectedIsAskedForOnceMore() {
    AtomicInteger asked = new AtomicInteger();
    Future<String> got =
        wish()
            .ask(
                () ->
                    asked.incrementAndGet() == 1
                        ? Future.failedFuture(new ClosedChannelException())
                        : Future.succeededFuture("connected"));
    assertThat(got.result()).isEqualTo("connected");
    AtomicInteger inVain = new AtomicInteger();
    Future<String> refused =
        wish()
            .ask(
                () -> {
                  inVain.incrementAndGet();
                  return Future.failedFuture(new ClosedChannelException());
                });
    assertThat(refused.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(inVain).hasValue(2);
    assertThat(wishes).isEmpty();
  }

  @Test
  void nothingIsAskedAgainForWhoeverHasLeftNorAfterAnotherFailure() {
    AtomicInteger asked = new AtomicInteger();
    PendingConnect leaves = wish();
    Promise<String> connecting = Promise.promise();
    leaves.ask(
        () -> {
          asked.incrementAndGet();
          return connecting.future();
        });
    leaves.cancel();
    connecting.fail(new ClosedChannelException());
    assertThat(asked).hasValue(1);
    assertThat(leaves.ask(() -> Future.succeededFuture("late")).failed()).isTrue();

    AtomicInteger refused = new AtomicInteger();
    Future<String> failed =
        wish()
            .ask(
                () -> {
                  refused.incrementAndGet();
                  return Future.failedFuture(new IOException("refused"));
                });
    assertThat(failed.cause()).isInstanceOf(IOException.class);
    assertThat(refused).hasValue(1);
    assertThat(wishes).isEmpty();
  }
}
