package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.cli.Sequent.Run;
import dev.sequent.cli.control.ControlServer;
import dev.sequent.cli.control.Rendezvous;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sequent ss} against sockets of this process. */
class SsCommandTest {
    /** Of a process that cannot be: Linux counts to 4194304. */
    private static final String DEAD = "sq9.99999999.sock";

    @TempDir
    Path runtime;

    private Map<String, String> environment() {
        return Map.of("XDG_RUNTIME_DIR", runtime.toString());
    }

    private Rendezvous rendezvous() {
        var nowhere = new Output(Writer.nullWriter());
        return new Rendezvous(
                new Console(nowhere, nowhere, InputStream.nullInputStream(), environment(), false, false));
    }

    @Test
    void nobody() {
        Run run = Sequent.run(environment(), "ss");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no stack of this user is running");
        assertThat((List<?>)
                        Json.object(Sequent.run(environment(), "ss", "--json").out())
                                .get("stacks"))
                .isEmpty();
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
        assertThat(Sequent.run(environment(), "ss").err()).contains("no stack of this user is running");
    }

    private ControlServer answering(String tap, String text, String json) {
        return ControlServer.start(
                rendezvous(), tap, Map.of(ControlServer.TEXT, () -> text, ControlServer.JSON, () -> json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--info", "-i"})
    void infoIsAnotherQuestion(String option) {
        try (var one = ControlServer.start(
                rendezvous(),
                "sq1",
                Map.of(ControlServer.TEXT, () -> "plain\n", ControlServer.INFO, () -> "row\n\t rto:200ms\n"))) {
            Run run = Sequent.run(environment(), "ss", option);
            assertThat(run.code()).isZero();
            assertThat(run.out()).isEqualTo("row\n\t rto:200ms\n");
        }
    }

    /** A stack that was started before the question was known has no answer to it; JSON is the same for both. */
    @Test
    void anOlderStackDoesNotKnowInfo() {
        try (var old = answering("sq1", "first\n", "{\"tap\": \"sq1\"}")) {
            Run run = Sequent.run(environment(), "ss", "--info");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .containsPattern("sq1\\.\\d+\\.sock: this stack is of an older sequent, which does not know --info;"
                            + " ask without it, or start the stack again\n");
            assertThat(Sequent.run(environment(), "ss", "--info", "--json").code())
                    .isZero();
        }
    }

    @Test
    void aPlaceThatIsNotThereIsNamedOnceAndWithTheReason() {
        var nowhere = new Rendezvous(Optional.empty(), runtime.resolve("gone"));
        assertThatThrownBy(() -> nowhere.socket("sq1"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageMatching("no place for the socket that 'sequent ss' asks: " + runtime
                        + "/gone/sequent-\\d+: there is no such file");
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
        return Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** A killed stack leaves its socket; nobody answers there, and nobody misses it. */
    @Test
    void socketsOfTheDeadAreRemoved() throws IOException {
        Path left = folder().resolve(DEAD);
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

    /** What refuses may be about to listen, as long as its process lives. */
    @Test
    void socketsOfTheLivingStay() throws IOException {
        Path young = folder().resolve("sq9." + ProcessHandle.current().pid() + ".sock");
        try (var notYet = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            notYet.bind(UnixDomainSocketAddress.of(young));
        }
        assertThat(Sequent.run(environment(), "ss").code()).isZero();
        assertThat(young).exists();
    }

    // ---------------------------------------------------------------- what others may have put there

    @Test
    void onlySocketsAreTouched() throws IOException {
        Path folder = folder();
        Path file = Files.writeString(folder.resolve(DEAD), "mine");
        Path outside = Files.writeString(runtime.resolve("outside"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("sq8.99999999.sock"), outside);
        Path otherName = Files.writeString(folder.resolve("notes.sock"), "mine");
        Run run = Sequent.run(environment(), "ss");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("no stack of this user is running");
        assertThat(List.of(file, outside, otherName))
                .allSatisfy(f -> assertThat(f).hasContent("mine"));
        assertThat(link).isSymbolicLink();
    }

    private void isDistrusted(String why) {
        Run run = Sequent.run(environment(), "ss");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains(why).contains("remove it, or set XDG_RUNTIME_DIR");
        assertThatThrownBy(() -> answering("sq1", "", "{}"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(why);
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws IOException {
        Path place = folder();
        Path elsewhere = Files.move(place, runtime.resolve("elsewhere"));
        Path victim = Files.writeString(elsewhere.resolve(DEAD), "mine");
        Files.createSymbolicLink(place, elsewhere);
        isDistrusted("is a link");
        assertThat(victim).hasContent("mine");
        try (var files = Files.list(elsewhere)) {
            assertThat(files).containsExactly(victim);
        }
    }

    @Test
    void aFolderThatIsOpenToOthers() throws IOException {
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx--x---"));
        isDistrusted("is open to other users");
    }

    @Test
    void aFileInItsPlace() throws IOException {
        Path place = folder();
        Files.delete(place);
        Files.writeString(place, "");
        isDistrusted("is not a folder");
    }

    private static void give(Path file) throws IOException {
        try {
            Files.setAttribute(file, "unix:uid", 12_345);
        } catch (FileSystemException e) {
            Assumptions.abort("SKIPPED: only root can give a file away");
        }
    }

    @Test
    void aFolderOfAnotherUser() throws IOException {
        Path place = folder();
        Path socket = place.resolve(DEAD);
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        give(place);
        isDistrusted("belongs to another user");
        assertThat(socket).exists();
    }

    @Test
    void aSocketOfAnotherUser() throws IOException {
        Path socket = folder().resolve("sq9.1.sock");
        try (var theirs = serving(socket, out -> out.write(ByteBuffer.wrap("lies".getBytes(StandardCharsets.UTF_8))))) {
            assertThat(Sequent.run(environment(), "ss").out()).isEqualTo("lies");
            give(socket);
            assertThat(Sequent.run(environment(), "ss").out()).isEmpty();
        }
    }

    /** Under {@code sudo -E}, root has its user's variables: the owner of the folder could replace what is in it. */
    @Test
    void aRuntimeFolderOfAnotherUserIsPassedOver() throws IOException {
        Path theirs = Files.createDirectory(runtime.resolve("theirs"));
        give(theirs);
        assertThat(new Rendezvous(Optional.of(theirs.toString()), runtime)
                        .socket("sq1")
                        .getParent())
                .hasParent(runtime);
        assertThat(new Rendezvous(Optional.of("relative"), runtime)
                        .socket("sq1")
                        .getParent())
                .hasParent(runtime);
        assertThat(theirs).isEmptyDirectory();
    }

    @Test
    void aParentThatOthersMayRearrange() throws IOException {
        Path shared = Files.createDirectory(runtime.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        var where = new Rendezvous(Optional.empty(), shared);
        assertThatThrownBy(() -> where.socket("sq1")).hasMessageContaining("has no sticky bit");
        Files.setAttribute(shared, "unix:mode", 01777);
        assertThat(where.socket("sq1").toString()).startsWith(shared.toString());
    }

    // ---------------------------------------------------------------- what a socket may answer

    private interface Answering {
        void answer(SocketChannel to) throws Exception;
    }

    /** Answers every question in this way, until it is closed. */
    private static ServerSocketChannel serving(Path socket, Answering how) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> {
            while (true) {
                try (var client = server.accept()) {
                    client.read(ByteBuffer.allocate(64)); // What is closed unread is a reset.
                    how.answer(client);
                } catch (ClosedChannelException e) {
                    if (!server.isOpen()) {
                        return;
                    }
                } catch (Exception e) {
                    // The asker has had enough.
                }
            }
        });
        return server;
    }

    private Run asked(String answer, String... line) throws IOException {
        try (var server = serving(
                folder().resolve("sq9.1.sock"),
                to -> to.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8))))) {
            return Sequent.run(environment(), line);
        }
    }

    @Test
    void nothingThatATerminalWouldObey() throws IOException {
        Run run = asked("a\u001b]0;title\u0007\u009b2J\r\b\u202eb\u0000\u007f\u001b[31m\n", "ss");
        assertThat(run.out())
                .isEqualTo("a\\u001b]0;title\\u0007\\u009b2J\\u000d\\u0008\\u202eb\\u0000\\u007f\\u001b[31m\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void norInJson() throws IOException {
        Run run = asked("{\"tap\": \"\u009b2J\u202e\", \"more\": \"\\u001b[2J\"}", "ss", "--json");
        assertThat(run.out()).doesNotContain("\u009b", "\u202e", "\u001b");
        assertThat(Json.parse(run.out()).at("/stacks/0/tap").asText()).isEqualTo("\u009b2J\u202e");
        assertThat(Json.parse(run.out()).at("/stacks/0/more").asText()).isEqualTo("\u001b[2J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[]", "{} {}", "{\"a\": \u0000}"})
    void whatIsNoJsonIsSaid(String answer) throws IOException {
        Run run = asked(answer, "ss", "--json");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).containsPattern("sq9\\.1\\.sock: the answer is not (a )?JSON");
        assertThat(Json.parse(run.out()).at("/stacks")).isEmpty();
    }

    @Test
    void anAnswerWithoutEnd() throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (var server = serving(folder().resolve("sq9.1.sock"), to -> {
            while (true) {
                to.write(ByteBuffer.wrap(zeros));
            }
        })) {
            Run run = Sequent.run(environment(), "ss");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).containsAnyOf("an answer without end", "no answer within");
        }
    }

    /** Time is for the whole answer, not for each octet of it. */
    @Test
    void anAnswerThatDrips() throws IOException {
        try (var server = serving(folder().resolve("sq9.1.sock"), to -> {
            while (true) {
                to.write(ByteBuffer.wrap(new byte[1]));
                Thread.sleep(100);
            }
        })) {
            Run run = Sequent.run(environment(), "ss");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("no answer within");
        }
    }
}
