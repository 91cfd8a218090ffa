package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import dev.sequent.cli.control.ControlServer;
import dev.sequent.cli.control.Rendezvous;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sequent ss} against sockets of this process. */
class SsCommandTest {
    @TempDir
    Path runtime;

    private Map<String, String> environment() {
        return Map.of("XDG_RUNTIME_DIR", runtime.toString());
    }

    private Rendezvous rendezvous() {
        var nowhere = new Output(Writer.nullWriter());
        return new Rendezvous(new Console(nowhere, nowhere, InputStream.nullInputStream(), environment(), false, false));
    }

    @Test
    void nobody() {
        Run run = Sequent.run(environment(), "ss");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no stack of this user runs");
        assertThat((List<?>) Json.object(Sequent.run(environment(), "ss", "--json").out()).get("stacks")).isEmpty();
    }

    @Test
    void everyStackAnswers() {
        try (var one = answering("sq1", "first\n", "{\"tap\": \"sq1\"}");
                var two = answering("sq2", "second\n", "{\"tap\": \"sq2\"}")) {
            Run text = Sequent.run(environment(), "ss");
            assertThat(text.code()).isZero();
            assertThat(text.out()).isEqualTo("first\n\nsecond\n");
            Run json = Sequent.run(environment(), "ss", "--json");
            assertThat(Json.parse(json.out()).findValuesAsText("tap")).containsExactly("sq1", "sq2");
        }
        assertThat(Sequent.run(environment(), "ss").err()).contains("no stack of this user runs");
    }

    private ControlServer answering(String tap, String text, String json) {
        return ControlServer.start(rendezvous(), tap, Map.of(ControlServer.TEXT, () -> text, ControlServer.JSON, () -> json));
    }

    @Test
    void theFolderIsOfThisUserAlone() throws IOException {
        try (var one = answering("sq1", "", "{}")) {
            try (var folders = Files.list(runtime)) {
                Path folder = folders.findFirst().orElseThrow();
                assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
                assertThat(folder.getFileName().toString()).startsWith("sequent-");
            }
        }
    }

    /** Where sockets are; nobody's at this moment. */
    private Path folder() throws IOException {
        Path folder;
        try (var one = answering("sq1", "", "{}");
                var folders = Files.list(runtime)) {
            folder = folders.findFirst().orElseThrow();
        }
        assertThat(folder).doesNotExist();
        return Files.createDirectory(folder);
    }

    /** A stack that was killed leaves its socket; nobody answers there, and nobody misses it. */
    @Test
    void socketsOfTheDeadAreRemoved() throws IOException {
        Path left = folder().resolve("sq9.1.sock");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        assertThat(left).exists();
        Run run = Sequent.run(environment(), "ss");
        assertThat(run.code()).isZero();
        assertThat(left).doesNotExist();
    }

    @Test
    void aStackThatHangsIsReported() throws IOException {
        Path socket = folder().resolve("sq9.1.sock");
        try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            Run run = Sequent.run(environment(), "ss");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("sq9.1.sock", "no answer within");
        }
    }
}
