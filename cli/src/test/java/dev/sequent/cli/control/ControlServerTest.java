package dev.sequent.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    @TempDir
    Path folder;

    /** As accept(2) does with EMFILE while a process has as many files open as it may. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void answersAgainWhenDescriptorsAreThereAgain() throws IOException {
        Path socket = folder.resolve("sq0.1.sock");
        var real = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        real.bind(UnixDomainSocketAddress.of(socket));
        try (var server = ControlServer.serving(
                        socket, new OutOfDescriptors(real, 2), Map.of(ControlServer.TEXT, () -> "an answer"));
                var asker = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            asker.write(ByteBuffer.wrap("text\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(Channels.newInputStream(asker).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("an answer");
        }
        assertThat(real.isOpen()).isFalse();
    }

    /** A channel that has no descriptor for the first few who come. */
    private static final class OutOfDescriptors extends ServerSocketChannel {
        private final ServerSocketChannel real;
        private int left;

        OutOfDescriptors(ServerSocketChannel real, int times) {
            super(real.provider());
            this.real = real;
            left = times;
        }

        @Override
        public SocketChannel accept() throws IOException {
            if (left-- > 0) {
                throw new IOException("Too many open files");
            }
            return real.accept();
        }

        @Override
        protected void implCloseSelectableChannel() throws IOException {
            real.close();
        }

        @Override
        protected void implConfigureBlocking(boolean block) throws IOException {
            real.configureBlocking(block);
        }

        @Override
        public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
            return real.bind(local, backlog);
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
            return real.setOption(name, value);
        }

        @Override
        public <T> T getOption(SocketOption<T> name) throws IOException {
            return real.getOption(name);
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return real.supportedOptions();
        }

        @Override
        public ServerSocket socket() {
            return real.socket();
        }

        @Override
        public SocketAddress getLocalAddress() throws IOException {
            return real.getLocalAddress();
        }
    }
}
