package dev.sequent.packet.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.script.ScriptOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of a script set, as the stack's behaviour shows it. */
class SetupTest {
    private static final String LISTEN = """
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 4096 <mss 1000>
            """;

    private static void passes(Outcome outcome) {
        assertThat(outcome.word()).as(outcome.line() + "\n" + outcome.details()).isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`sysctl -q net.ipv4.tcp_rmem=\"4096 8192 16384\"`",
                "`sysctl -qw net/ipv4/tcp_rmem='4096\t8192 16384'`",
                "`# the receiver's side\nsysctl -q net.ipv4.tcp_retries2=3 net.ipv4.tcp_rmem=8192`",
                "`sysctl -q net.ipv4.tcp_retries2=3; sysctl -q net.ipv4.tcp_rmem=8192 >/dev/null 2>&1`",
                "`true && sysctl -q net.ipv4.tcp_rmem=100\nsysctl -q net.ipv4.tcp_rmem=8192`",
                "0 `sysctl -q net.ipv4.tcp_rmem=100`\n+0 `sysctl -q net.ipv4.tcp_rmem=8192`"
            })
    void theWindowIsTheOneThatWasSet(String command) {
        Scripts scripts = Scripts.plain();
        passes(scripts.run(command + "\n" + LISTEN + "+0 > S. 0:0(0) ack 1 win 8192 <...>\n"));
        assertThat(scripts.warnings).isEmpty();
    }

    /** 2 s in FIN-WAIT-2, with nobody there any more: what comes then finds no connection. */
    @Test
    void aSysctlInSecondsIsADuration() {
        passes(Scripts.plain().run("`sysctl -q net.ipv4.tcp_fin_timeout=2`\n" + LISTEN + """
                +0 > S. 0:0(0) ack 1 <...>
                +0.1 < . 1:1(0) ack 1 win 4096
                +0 accept(3, ..., ...) = 4
                +0 close(4) = 0
                +0 > F. 1:1(0) ack 1
                +0 < . 1:1(0) ack 2 win 4096
                +1.9 < . 1:1(0) ack 2 win 4096
                +0.2 < F. 1:1(0) ack 2 win 4096
                +0 > R 2:2(0)
                """));
    }

    @Test
    void whatIsBeyondTheSpecificationIsTakenAsItsBound() {
        Scripts scripts = Scripts.plain();
        passes(scripts.run("`sysctl -q net.ipv4.tcp_rmem=\"4096 131072 6291456\"`\n" + LISTEN
                + "+0 > S. 0:0(0) ack 1 win 65535 <...>\n"));
        assertThat(scripts.warnings)
                .containsExactly(
                        "net.ipv4.tcp_rmem=4096 131072 6291456 is beyond what RCV-BUFFER can be: taken as 65535");
    }

    @Test
    void whatTheSpecificationDoesNotHaveIsAWarning() {
        Scripts scripts = Scripts.plain();
        passes(scripts.run("`sysctl -q net.ipv4.tcp_ecn=0`\n" + LISTEN + "+0 > S. 0:0(0) ack 1 <...>\n"));
        assertThat(scripts.warnings).containsExactly("net.ipv4.tcp_ecn is no parameter of this specification: not set");
    }

    /** A name that is this tool's own is a slip: it is said of which script, and where. */
    @Test
    void aParameterThatThereIsNotIsAWarningWithItsPlace() {
        Scripts scripts = Scripts.plain();
        passes(scripts.run("`sysctl -q net.ipv4.tcp_rmem=8192`\n`sysctl -q sequent.no-such=1`\n" + LISTEN
                + "+0 > S. 0:0(0) ack 1 <...>\n"));
        assertThat(scripts.warnings)
                .containsExactly("script.pkt:2: sequent.no-such is no parameter of this specification: not set");
    }

    @Test
    void aParameterBeyondItsBoundsIsAMistake() {
        Outcome outcome = Scripts.plain().run("`true`\n`sysctl -q sequent.rcv-buffer=-1`\n" + LISTEN);
        assertThat(outcome.word()).isEqualTo("wrong");
        assertThat(outcome.details())
                .containsPattern(
                        "sequent.rcv-buffer is a whole number from \\d+ to 65535, not -1\n --> script.pkt:2:1");
    }

    @Test
    void addressesMustBeTwoWhoeverSaysSo() {
        Scripts scripts = Scripts.plain(ScriptOption.of("local_ip", "192.0.2.1"));
        assertThat(scripts.run(LISTEN).word()).isEqualTo("wrong");
        assertThat(Scripts.plain(ScriptOption.of("local_ip", "192.0.2.2"))
                        .run("--local_ip=192.0.2.1\n" + LISTEN)
                        .word())
                .isEqualTo("passed");
    }

    @Test
    void aCommandThatRepeatsWhatIsSetMayStandAnywhere() {
        passes(Scripts.plain().run("`sysctl -q net.ipv4.tcp_rmem=8192`\n" + LISTEN + """
                +0 `sysctl -q net.ipv4.tcp_rmem=8192`
                +0 > S. 0:0(0) ack 1 win 8192 <...>
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"`./defaults.sh`", "`sysctl -a`", "`sysctl -q net.ipv4.tcp_rmem=much`", "`ip route flush cache`"
            })
    void anythingElseIsUnsupported(String command) {
        assertThat(Scripts.plain().run(command + "\n" + LISTEN).word()).isEqualTo("unsupported");
    }

    @Test
    void aShellCanBePassedOver() {
        Scripts scripts = Scripts.withoutShell();
        passes(scripts.run("`./defaults.sh`\n" + LISTEN + "+0 > S. 0:0(0) ack 1 <...>\n"));
        assertThat(scripts.warnings)
                .singleElement()
                .asString()
                .startsWith("script.pkt: passed over: the command './defaults.sh'");
    }

    @Test
    void commandsAfterTheLastEventAreNotRun() {
        passes(Scripts.plain().run(LISTEN + "+0 > S. 0:0(0) ack 1 <...>\n`sysctl -q net.ipv4.tcp_rmem=100`\n"));
    }

    /** Nothing is left to be cleaned up; what stands there must be understood all the same. */
    @Test
    void whatIsUnderstoodNowhereIsUnsupportedAtTheEndToo() {
        String script = LISTEN + "+0 > S. 0:0(0) ack 1 <...>\n`./restore.sh`\n";
        assertThat(Scripts.plain().run(script).word()).isEqualTo("unsupported");
        Scripts scripts = Scripts.withoutShell();
        passes(scripts.run(script));
        assertThat(scripts.warnings).singleElement().asString().contains("passed over: the command './restore.sh'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--gateway_ip=192.168.0.9",
                "--gateway_ip=192.168.0.1",
                "--local_ip=10.0.0.1",
                "--remote_ip=192.168.7.7",
                "--netmask_ip=255.255.255.0",
                "--mtu=600",
                "--bind_port=9000"
            })
    void theAddressesAreTheScripts(String option) {
        String mss = option.equals("--mtu=600") ? "560" : "1460";
        passes(Scripts.plain().run(option + "\n" + LISTEN + "+0 > S. 0:0(0) ack 1 <mss " + mss + ">\n"));
    }
}
