package dev.sequent.packet.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.batch.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths, counts and flags of system calls: what Linux refuses is refused, and what a script demands is looked at. */
class CallLengthsTest {
    private static final String SOCKET = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n";
    private static final String CONNECTED = SOCKET + """
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 4096
            +0 > S. 0:0(0) ack 1 <...>
            +0 < . 1:1(0) ack 1 win 4096
            +0 accept(3, ..., ...) = 4
            +0 < P. 1:11(10) ack 1 win 4096
            """;

    private static Outcome run(String script) {
        return Scripts.plain().run(script);
    }

    private static void passes(String script) {
        Outcome outcome = run(script);
        assertThat(outcome.word()).as(outcome.line() + "\n" + outcome.details()).isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind(3, ..., 3)",
                "bind(3, ..., 15)",
                "bind(3, ..., 129)",
                "bind(3, ..., -1)",
                "connect(3, ..., 3)",
                "connect(3, {sa_family = AF_UNSPEC}, 1)",
                "getsockname(3, ..., [-1])",
                "getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [-1])",
                "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 3)",
                "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], -4)",
                "setsockopt(3, SOL_TCP, TCP_NODELAY, [1], 1)",
                "setsockopt(3, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 4)",
                "setsockopt(3, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=1, tv_usec=0}, 8)",
                "setsockopt(3, SOL_IP, IP_TOS, [8], -1)",
                "writev(3, [{..., 1}], -1)",
                "readv(3, [{..., 1}], 1025)",
                "poll([{fd=3, events=POLLIN}], -1, 0)"
            })
    void whatTheKernelRefusesIsRefused(String call) {
        passes(SOCKET + "+0 " + call + " = -1 EINVAL\n");
        assertThat(run(SOCKET + "+0 " + call + " = 0\n").line()).contains("has returned something else");
    }

    /** Where there is no socket, no length of it is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"bind(7, ..., 3)", "setsockopt(7, SOL_SOCKET, SO_REUSEADDR, [1], 3)"})
    void aDescriptorIsLookedAtFirst(String call) {
        passes(SOCKET + "+0 " + call + " = -1 EBADF\n");
    }

    @Test
    void whatIsConnectedSaysSoFirst() {
        passes(CONNECTED + "+0 connect(4, ..., 3) = -1 EISCONN\n");
        passes(CONNECTED + "+0 getpeername(4, ..., [-1]) = -1 EINVAL\n");
        passes(SOCKET + "+0 getpeername(3, ..., [-1]) = -1 ENOTCONN\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind(3, ..., 16)",
                "bind(3, ..., 128)",
                "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 8)",
                "setsockopt(3, SOL_IP, IP_TOS, [8], 1)",
                "getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4])"
            })
    void whatTheKernelTakesIsTaken(String call) {
        passes(SOCKET + "+0 " + call + " = 0\n");
    }

    @Test
    void theFlagsOfAMessageAreLookedAt() {
        String receive = "+0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 100}], msg_flags=FLAGS}, 0) = 10\n";
        passes(CONNECTED + receive.replace("FLAGS", "0"));
        passes(CONNECTED + receive.replace(", msg_flags=FLAGS", ""));
        assertThat(run(CONNECTED + receive.replace("FLAGS", "MSG_OOB")).line())
                .contains("recvmsg has handed back something else: the msg_flags: expected MSG_OOB, and it is 0x0");
        assertThat(run(CONNECTED + receive.replace("FLAGS", "MSG_OOB|MSG_TRUNC"))
                        .word())
                .isEqualTo("failed");
    }

    /** As those of a plain read are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "readv(4, [{TEXT, 4}, {..., 100}], 2) = 10",
                "recvmsg(4, {msg_name(...)=..., msg_iov(2)=[{TEXT, 4}, {..., 100}]}, 0) = 10",
                "recv(4, TEXT, 4, 0) = 4"
            })
    void theOctetsInVectorsAreLookedAt(String call) {
        passes(CONNECTED + "+0 " + call.replace("TEXT", "\"\\0\\0\\0\\0\"") + "\n");
        assertThat(run(CONNECTED + "+0 " + call.replace("TEXT", "\"text\"") + "\n")
                        .line())
                .contains("the octets: expected \"text\"");
    }

    /** The host gives its lowest free number to the next socket, which is not the script's old one. */
    @Test
    void aDescriptorThatWasClosedIsNoOther() {
        passes(SOCKET + """
                +0 close(3) = 0
                +0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 4
                +0 bind(3, ..., ...) = -1 EBADF
                +0 close(3) = -1 EBADF
                +0 bind(4, ..., ...) = 0
                """);
    }

    @Test
    void aNumberThatTheScriptHasFromNowhereIsNone() {
        passes(SOCKET.replace("= 3", "= 8") + "+0 bind(3, ..., ...) = -1 EBADF\n+0 bind(8, ..., ...) = 0\n");
    }
}
