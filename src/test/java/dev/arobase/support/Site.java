package dev.arobase.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One provider's place on a fake upstream. Answers come from the script first, then by model, then
 * from what was last set for always. Requests for the list of models are answered and counted
 * apart.
 */
public final class Site {
  private static final long LONGEST_WAIT_SECONDS = 20;

  private final String name;
  private final String prefix;
  private final String baseUrl;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final Deque<Function<ReceivedRequest, Answer>> script = new ArrayDeque<>();
  private final Map<String, Function<ReceivedRequest, Answer>> byModel = new HashMap<>();
  private final List<ReceivedRequest> listRequests = new ArrayList<>();
  private Function<ReceivedRequest, Answer> always;
  private Answer list = Answer.json("{\"object\":\"list\",\"data\":[]}");

  Site(String name, String prefix, String baseUrl) {
    this.name = name;
    this.prefix = prefix;
    this.baseUrl = baseUrl;
    this.always = request -> Chat.saying("hello from " + name).answer(request);
  }

  public String name() {
    return name;
  }

  /** For {@code base_url}. */
  public String baseUrl() {
    return baseUrl;
  }

  /** The target that a request to {@code base_url} + this path must have. */
  public String target(String path) {
    return prefix + path;
  }

  boolean serves(String target) {
    return target.startsWith(prefix + "/") || target.equals(prefix);
  }

  /** The next answers, one per request. */
  public Site play(Answer... answers) {
    for (Answer answer : answers) {
      play(_ -> answer);
    }
    return this;
  }

  public Site play(Function<ReceivedRequest, Answer> answer) {
    lock.lock();
    try {
      script.add(answer);
    } finally {
      lock.unlock();
    }
    return this;
  }

  public Site always(Answer answer) {
    return always(_ -> answer);
  }

  public Site always(Function<ReceivedRequest, Answer> answer) {
    lock.lock();
    try {
      always = answer;
    } finally {
      lock.unlock();
    }
    return this;
  }

  public Site onModel(String model, Function<ReceivedRequest, Answer> answer) {
    lock.lock();
    try {
      byModel.put(model, answer);
    } finally {
      lock.unlock();
    }
    return this;
  }

  /** What {@code GET …/models} answers; it survives {@link #reset}. */
  public Site list(Answer answer) {
    lock.lock();
    try {
      list = answer;
    } finally {
      lock.unlock();
    }
    return this;
  }

  /** The requests for the list of models so far. */
  public List<ReceivedRequest> listRequests() {
    lock.lock();
    try {
      return List.copyOf(listRequests);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets requests and script; answers politely again. */
  public Site reset() {
    lock.lock();
    try {
      requests.clear();
      script.clear();
      byModel.clear();
      always = request -> Chat.saying("hello from " + name).answer(request);
    } finally {
      lock.unlock();
    }
    return this;
  }

  public List<ReceivedRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  /** The only request; fails when there is none or more than one. */
  public ReceivedRequest only() {
    List<ReceivedRequest> seen = requests();
    if (seen.size() != 1) {
      throw new AssertionError(name + " saw " + seen.size() + " requests, not one: " + seen);
    }
    return seen.getFirst();
  }

  /** Waits until so many requests have come since the last reset and returns the last of them. */
  public ReceivedRequest await(int count) {
    long left = TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    lock.lock();
    try {
      while (requests.size() < count) {
        if (left <= 0) {
          throw new AssertionError(name + " saw " + requests.size() + " requests, not " + count);
        }
        left = arrived.awaitNanos(left);
      }
      return requests.get(count - 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every request's sender has closed, at most so long. */
  public boolean awaitAllClosed(Duration atMost) {
    return requests().stream().allMatch(request -> request.awaitPeerClosed(atMost).isPresent());
  }

  Answer take(ReceivedRequest request) {
    Function<ReceivedRequest, Answer> answer;
    lock.lock();
    try {
      if (request.method().equals("GET") && request.target().startsWith(target("/models"))) {
        listRequests.add(request);
        return list;
      }
      requests.add(request);
      arrived.signalAll();
      Function<ReceivedRequest, Answer> scripted = script.poll();
      answer = scripted != null ? scripted : byModel.getOrDefault(request.model(), always);
    } finally {
      lock.unlock();
    }
    return answer.apply(request);
  }
}
