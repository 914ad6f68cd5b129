package dev.arobase.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

/**
 * The system's own transport, the native one where there is one, that also tells {@link
 * PendingConnect} of each socket that is opened. All else is passed on.
 */
public final class WatchedTransport implements Transport {
  private final Transport system;

  private WatchedTransport(Transport system) {
    this.system = system;
  }

  /** To be given to Vert.x when it is built. */
  public static io.vertx.core.transport.Transport best() {
    io.vertx.core.transport.Transport nativeOne =
        io.vertx.core.transport.Transport.nativeTransport();
    return watched(
        nativeOne != null && nativeOne.available()
            ? nativeOne
            : io.vertx.core.transport.Transport.NIO);
  }

  private static io.vertx.core.transport.Transport watched(
      io.vertx.core.transport.Transport system) {
    Transport watched = new WatchedTransport(system.implementation());
    return new io.vertx.core.transport.Transport() {
      @Override
      public String name() {
        return system.name();
      }

      @Override
      public boolean available() {
        return system.available();
      }

      @Override
      public Throwable unavailabilityCause() {
        return system.unavailabilityCause();
      }

      @Override
      public Transport implementation() {
        return watched;
      }
    };
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    ChannelFactory<? extends Channel> sockets = system.channelFactory(domainSocket);
    return () -> {
      Channel socket = sockets.newChannel();
      PendingConnect.opened(socket);
      return socket;
    };
  }

  @Override
  public boolean supportsDomainSockets() {
    return system.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return system.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return system.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return system.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return system.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return system.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return system.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return system.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  @SuppressWarnings("deprecation")
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return system.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return system.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return system.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    system.configure(channel, options);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
    system.configure(config, domainSocket, bootstrap);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    system.configure(config, domainSocket, bootstrap);
  }
}
