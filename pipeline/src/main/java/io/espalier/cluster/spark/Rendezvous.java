package io.espalier.cluster.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import org.apache.spark.util.RpcUtils;
import scala.PartialFunction;
import scala.Tuple3;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Where the replicas of joined rounds wait for one another: each says something and, once all have,
 * learns what everybody said. The driver is the place, as the one process that all can reach. What
 * is said is of classes that Spark itself has, because its network threads know no others.
 *
 * <p>Spark's barrier mode has such a thing, {@code BarrierTaskContext.allGather}, but a task asks
 * only once a second whether all have come, and every round would wait for that.
 */
public final class Rendezvous implements ThreadSafeRpcEndpoint, AutoCloseable {
  private static final Object[] OFF = {};
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final RpcEnv environment;
  private final RpcEndpointRef place;
  private final RpcCallContext[] waiting;
  private Object[] said;
  private int arrived;
  private boolean begun;
  private boolean off;

  private Rendezvous(String name, int replicas) {
    this.name = name;
    this.environment = SparkEnv.get().rpcEnv();
    this.waiting = new RpcCallContext[replicas];
    this.said = new Object[replicas];
    this.place = environment.setupEndpoint(name, this);
  }

  /** Opens a place on the driver. */
  public static Rendezvous open(String name, int replicas) {
    return new Rendezvous(name, replicas);
  }

  public String name() {
    return name;
  }

  /**
   * Waits for the tasks that meet here; nothing if they failed. It is called off if they have not
   * all come in time for the first of them.
   */
  public <T> Optional<T> await(Future<T> tasks) {
    long start = System.nanoTime();
    while (true) {
      try {
        return Optional.of(tasks.get(1, TimeUnit.SECONDS));
      } catch (TimeoutException e) {
        if (!hasBegun() && System.nanoTime() - start > PATIENCE.toNanos()) {
          callOff();
        }
      } catch (ExecutionException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        tasks.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while replicas train", e);
      }
    }
  }

  private synchronized boolean hasBegun() {
    return begun;
  }

  /** Lets nobody wait any more, neither now nor later. */
  public synchronized void callOff() {
    off = true;
    for (int replica = 0; replica < waiting.length; replica++) {
      answer(replica, OFF);
    }
  }

  private synchronized void arrive(int replica, Object words, RpcCallContext caller) {
    if (off) {
      caller.reply(OFF);
      return;
    }
    said[replica] = words;
    waiting[replica] = caller;
    arrived++;
    if (arrived == waiting.length) {
      Object[] all = said;
      said = new Object[waiting.length];
      arrived = 0;
      begun = true;
      for (int i = 0; i < waiting.length; i++) {
        answer(i, all);
      }
    }
  }

  private void answer(int replica, Object[] all) {
    if (waiting[replica] != null) {
      waiting[replica].reply(all);
      waiting[replica] = null;
    }
  }

  @Override
  public RpcEnv rpcEnv() {
    return environment;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext caller) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Object message) {
        return message instanceof Tuple3;
      }

      @Override
      public BoxedUnit apply(Object message) {
        Tuple3<?, ?, ?> arrival = (Tuple3<?, ?, ?>) message;
        if ((Integer) arrival._2() > 0) {
          callOff(); // what an earlier attempt of the task has made of the rounds is gone
        }
        arrive((Integer) arrival._1(), arrival._3(), caller);
        return BoxedUnit.UNIT;
      }
    };
  }

  @Override
  public void close() {
    callOff();
    environment.stop(place);
  }

  /** One replica's way there. */
  public static final class Seat {
    private static final ClassTag<Object[]> ALL = ClassTag$.MODULE$.apply(Object[].class);

    private final RpcEndpointRef place;
    private final int replica;
    private final int attempt;

    private Seat(RpcEndpointRef place, int replica, int attempt) {
      this.place = place;
      this.replica = replica;
      this.attempt = attempt;
    }

    public static Seat take(String name, int replica) {
      SparkEnv spark = SparkEnv.get();
      return new Seat(
          RpcUtils.makeDriverRef(name, spark.conf(), spark.rpcEnv()),
          replica,
          TaskContext.get().attemptNumber());
    }

    /** Waits for all. What everybody says, in the replicas' order; nothing if it was called off. */
    public Optional<Object[]> meet(Serializable words) {
      Object[] all =
          place.askSync(new Tuple3<>(replica, attempt, words), RpcUtils.INFINITE_TIMEOUT(), ALL);
      return all.length == 0 ? Optional.empty() : Optional.of(all);
    }
  }
}
