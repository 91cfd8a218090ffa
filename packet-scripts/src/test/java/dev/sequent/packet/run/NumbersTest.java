package dev.sequent.packet.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.wire.Icmpv4Header;
import dev.sequent.wire.Ipv4Header;
import dev.sequent.wire.TcpHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the numbers of a script become those on the wire, and what is compared; on a host that does as it is told. */
class NumbersTest {
    private static final int ACK = TcpHeader.ACK;
    private static final int PSH = TcpHeader.PSH;

    private static void passes(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(((Verdict.Passed) verdict).notes()).isEmpty();
    }

    private static String failure(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        var failed = (Verdict.Failed) verdict;
        return failed.message() + "\n" + failed.details();
    }

    @Test
    void theHostsNumbersAreShiftedAndTheScriptsAreNot() {
        var host = new FakeHost().accepts().sends(0, ACK | PSH, FakeHost.ISS + 1, 1, 100);
        passes(host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0 < . 1:1(0) ack 1 win 1000
                +0 > P. 1:101(100) ack 1
                +0 < P. 1:11(10) ack 101 win 1000 <sack 51:61>
                """));
        assertThat(host.word(0, TcpHeader.SEQUENCE)).isZero();
        assertThat(host.word(1, TcpHeader.SEQUENCE)).isEqualTo(1);
        assertThat(host.word(1, TcpHeader.ACKNOWLEDGMENT)).isEqualTo(FakeHost.ISS + 1);
        assertThat(host.word(2, TcpHeader.ACKNOWLEDGMENT)).isEqualTo(FakeHost.ISS + 101);
        assertThat(host.options(2))
                .contains(new TcpOption.Sack(List.of(new TcpOption.Sack.Block(FakeHost.ISS + 51, FakeHost.ISS + 61))));
    }

    /** The host's own numbers mean nothing to who reads the script. */
    @Test
    void aFigureHasTheDescriptorsOfTheScript() {
        Verdict verdict =
                new FakeHost().run("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 17\n+0 bind(17, ..., ...) = 1\n");
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.figure())
                                .contains("IPPROTO_TCP) = 17")
                                .contains("bind(17, ..., ...) = 0"));
    }

    /** Also the first one, whose number the script learns only then, and wherever in the list it is. */
    @Test
    void ofOptionsOnlyWhatDiffersIsMarkedAndStampsAreTheScripts() {
        var host = new FakeHost()
                .accepts(
                        new TcpOption.MaximumSegmentSize(1_460),
                        new TcpOption.NoOperation(),
                        new TcpOption.Timestamps(OptionalLong.of(987_654_321), OptionalLong.of(5)),
                        new TcpOption.NoOperation());
        assertThat(failure(host.run(FakeHost.OPEN + """
                        +0 < S 0:0(0) win 1000 <mss 1000,TS val 5 ecr 0>
                        +0 > S. 0:0(0) ack 1 <mss 1400,nop,TS val 100 ecr 5,eol>
                        """))).contains("""
                          expected  S. 0:0(0) ack 1 <mss 1400,nop,TS val 100 ecr 5,eol>
                          actual    S. 0:0(0) ack 1 <mss 1460,nop,TS val 100 ecr 5,nop>
                                                     ^^^^^^^^                      ^^^
                        """);
    }

    /** A second SYN of the host with another number is not taken for a new beginning. */
    @Test
    void aSynThatIsSentAgainKeepsItsNumber() {
        var host = new FakeHost().accepts().sends(1000, TcpHeader.SYN | ACK, FakeHost.ISS + 7, 1, 0);
        assertThat(failure(host.run(FakeHost.OPEN + """
                        +0 < S 0:0(0) win 1000
                        +0 > S. 0:0(0) ack 1
                        +1 > S. 0:0(0) ack 1
                        """))).contains("""
                          expected  S. 0:0(0) ack 1
                          actual    S. 7:7(0) ack 1
                                       ^^^^^^
                        """);
    }

    /** As when another SYN has returned it to LISTEN, and comes again (RFC 9293, 3.10.7.4, fourth). */
    @Test
    void aSynThatAnswersAnotherOneHasANumberOfItsOwn() {
        var host = new FakeHost()
                .accepts()
                .sends(2000, TcpHeader.SYN | ACK, FakeHost.ISS + 7, 501, 0)
                .sends(2000, ACK | PSH, FakeHost.ISS + 8, 501, 100);
        passes(host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +1 < S 500:500(0) win 1000
                +1 < S 500:500(0) win 1000
                +0 > S. 0:0(0) ack 501
                +0 < . 501:501(0) ack 1 win 1000
                +0 > P. 1:101(100) ack 501
                """));
        assertThat(host.word(3, TcpHeader.ACKNOWLEDGMENT)).isEqualTo(FakeHost.ISS + 8);
    }

    @Test
    void numbersGoRoundTheEndOfTheSpace() {
        var host = new FakeHost()
                .sends(0, TcpHeader.SYN | ACK, FakeHost.ISS, 0, 0)
                .sends(0, ACK | PSH, FakeHost.ISS + 1, 2, 10);
        passes(host.run(FakeHost.OPEN + """
                +0 < S 4294967295:4294967295(0) win 1000
                +0 > S. 4294967290:4294967290(0) ack 0
                +0 < P. 0:2(2) ack 4294967291 win 1000
                +0 > P. 4294967291:5(10) ack 2
                """));
        assertThat(host.word(0, TcpHeader.SEQUENCE)).isEqualTo(-1);
        assertThat(host.word(1, TcpHeader.ACKNOWLEDGMENT)).isEqualTo(FakeHost.ISS + 1);
    }

    @Test
    void anEchoOfATimestampIsWhatTheHostHasSent() {
        var host = new FakeHost()
                .accepts(TcpOption.Timestamps.of(777_000, 5))
                .sends(100, ACK, FakeHost.ISS + 1, 1, 0, TcpOption.Timestamps.of(777_100, 6));
        passes(host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000 <TS val 5 ecr 0>
                +0 > S. 0:0(0) ack 1 <TS val 100 ecr 5>
                +0.1 > . 1:1(0) ack 1 <TS val 200 ecr 6>
                +0 < . 1:1(0) ack 1 win 1000 <TS val 7 ecr 200>
                +0 < . 1:1(0) ack 1 win 1000 <TS val 7 ecr 150>
                """));
        assertThat(host.options(1)).contains(TcpOption.Timestamps.of(7, 777_100));
        assertThat(host.options(2)).contains(TcpOption.Timestamps.of(7, 777_050));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "206, false", "194, false"})
    void withATickTheHostsTimestampsAreCompared(long value, boolean right) {
        var host = new FakeHost()
                .accepts(TcpOption.Timestamps.of(777_000, 5))
                .sends(100, ACK, FakeHost.ISS + 1, 1, 0, TcpOption.Timestamps.of(777_100, 5));
        Verdict verdict = host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000 <TS val 5 ecr 0>
                +0 > S. 0:0(0) ack 1 <TS val 100 ecr 5>
                +0.1 > . 1:1(0) ack 1 <TS val %d ecr 5>
                """.formatted(value), ScriptOption.of("tcp_ts_tick_usecs", "1000"));
        assertThat(verdict).isInstanceOf(right ? Verdict.Passed.class : Verdict.Failed.class);
    }

    @Test
    void whatAnIcmpErrorQuotesIsTheHostsSegment() {
        var host = new FakeHost().accepts();
        passes(host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0 < icmp unreachable frag_needed mtu 1200 [1:1001(1000)]
                +0 < icmp time_exceeded
                """));
        ByteBuffer icmp = ByteBuffer.wrap(host.delivered.get(1));
        assertThat(Ipv4Header.protocol(icmp, 0)).isEqualTo(Ipv4Header.ICMP);
        assertThat(Icmpv4Header.type(icmp, 20)).isEqualTo(Icmpv4Header.DESTINATION_UNREACHABLE);
        assertThat(Icmpv4Header.code(icmp, 20)).isEqualTo(Icmpv4Header.FRAGMENTATION_NEEDED);
        assertThat(Icmpv4Header.nextHopMtu(icmp, 20)).isEqualTo(1200);
        assertThat(Ipv4Header.source(icmp, 28)).isEqualTo(Ipv4Header.destination(icmp, 0));
        assertThat(TcpHeader.sourcePort(icmp, 48)).isEqualTo(8080);
        assertThat(TcpHeader.destinationPort(icmp, 48)).isEqualTo(FakeHost.REMOTE_PORT);
        assertThat(TcpHeader.sequence(icmp, 48)).isEqualTo(FakeHost.ISS + 1);
        assertThat(TcpHeader.sequence(ByteBuffer.wrap(host.delivered.get(2)), 48))
                .isEqualTo(FakeHost.ISS);
    }

    // ---------------------------------------------------------------- one text, several segments

    private static FakeHost inThreeSegments() {
        return new FakeHost()
                .accepts()
                .sends(0, ACK, FakeHost.ISS + 1, 1, 100)
                .sends(0, ACK | PSH, FakeHost.ISS + 101, 1, 100)
                .sends(0, ACK | PSH, FakeHost.ISS + 201, 1, 50);
    }

    private static final String TEXT = FakeHost.OPEN + """
            +0 < S 0:0(0) win 1000
            +0 > S. 0:0(0) ack 1
            +0 > P. 1:251(250) ack 1
            """;

    @Test
    void textMayComeInSeveralSegments() {
        passes(inThreeSegments().run(TEXT));
    }

    @Test
    void unlessTheScriptIsStrict() {
        assertThat(failure(inThreeSegments().run("--strict_segments\n" + TEXT))).contains("1:101(100)");
    }

    @Test
    void moreTextThanExpectedIsNotExpected() {
        assertThat(failure(inThreeSegments().run(TEXT.replace("1:251(250)", "1:241(240)"))))
                .contains("expected  P. 201:241(40)", "actual    P. 201:251(50)");
    }

    @Test
    void aPartThatIsMissingIsSaid() {
        var host = new FakeHost()
                .accepts()
                .sends(0, ACK, FakeHost.ISS + 1, 1, 100)
                .sends(0, ACK, FakeHost.ISS + 101, 1, 100);
        assertThat(failure(host.run(TEXT))).contains("no more than 200 octets of it");
    }

    /** A sender that was to cut text by the MSS and cuts it otherwise does not pass. */
    @Test
    void partsAreOfOneSize() {
        var host = new FakeHost()
                .accepts()
                .sends(0, ACK, FakeHost.ISS + 1, 1, 100)
                .sends(0, ACK, FakeHost.ISS + 101, 1, 40)
                .sends(0, ACK | PSH, FakeHost.ISS + 141, 1, 110);
        assertThat(failure(host.run(TEXT))).contains("expected  P. 101:251(150)", "actual    .  101:141(40)");
    }

    // ---------------------------------------------------------------- times

    @ParameterizedTest
    @CsvSource({
        "+0.1, 100, true",
        "+0.1, 104, true",
        "+0.1, 105, false",
        "+0.1, 96, true",
        "+0.1, 95, false",
        "0.1, 104, true",
        "0.1, 105, false",
        "*, 7000, true",
        "+0.1~+0.2, 96, true",
        "+0.1~+0.2, 204, true",
        "+0.1~+0.2, 205, false",
        "+0.1~+0.2, 95, false",
        "0.1~0.2, 150, true"
    })
    void aSegmentMayBeAsEarlyOrLateAsTheTolerance(String time, long millis, boolean right) {
        var host = new FakeHost().accepts().sends(millis, ACK, FakeHost.ISS + 1, 1, 0);
        Verdict verdict = host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                %s > . 1:1(0) ack 1
                """.formatted(time));
        assertThat(verdict).isInstanceOf(right ? Verdict.Passed.class : Verdict.Failed.class);
    }

    @Test
    void theToleranceIsTheScripts() {
        var host = new FakeHost().accepts().sends(150, ACK, FakeHost.ISS + 1, 1, 0);
        passes(host.run("--tolerance_usecs=50000\n" + FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0.1 > . 1:1(0) ack 1
                """));
    }

    /** The time of the next event counts from the moment at which the segment came. */
    @Test
    void aRelativeTimeCountsFromWhatHasHappened() {
        var host = new FakeHost()
                .accepts()
                .sends(103, ACK, FakeHost.ISS + 1, 1, 0)
                .sends(206, ACK, FakeHost.ISS + 1, 1, 0);
        passes(host.run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0.1 > . 1:1(0) ack 1
                +0.1 > . 1:1(0) ack 1
                """));
    }

    // ---------------------------------------------------------------- what is compared

    @ParameterizedTest
    @ValueSource(strings = {"[ect0]", "[ect01]", "[tos 0x2]", "[ttl 64]", "[ect0, ttl 64]", ""})
    void theIpHeaderIsAsExpected(String ip) {
        passes(marked().run(FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > %s S. 0:0(0) ack 1
                """.formatted(ip)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[noecn]", "[ect1]", "[ce]", "[tos 0x3]", "[ttl 63]"})
    void theIpHeaderIsNotAsExpected(String ip) {
        assertThat(failure(marked().run(FakeHost.OPEN + """
                        +0 < S 0:0(0) win 1000
                        +0 > %s S. 0:0(0) ack 1
                        """.formatted(ip)))).contains(ip);
    }

    private static FakeHost marked() {
        return new FakeHost().sends(0, 2, TcpHeader.SYN | ACK, FakeHost.ISS, 1, 0);
    }

    @Test
    void aWrongChecksumIsNoSegmentThatAnyoneExpects() {
        var host =
                new FakeHost().accepts().sends(0, ACK, FakeHost.ISS + 1, 1, 10).damaged();
        assertThat(failure(host.run(FakeHost.OPEN + """
                        +0 < S 0:0(0) win 1000
                        +0 > S. 0:0(0) ack 1
                        +0 > . 1:11(10) ack 1
                        """))).contains("the TCP checksum is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P. 1:11(10) ack 1", ". 1:11(10) ack 1 win 5", ". 1:11(10) ack 1 <nop,nop>"})
    void relaxedDoesNotLookAtWhatImplementationsChoose(String expected) {
        String script = FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0 > %s
                """.formatted(expected);
        var strict = new FakeHost().accepts().sends(0, ACK, FakeHost.ISS + 1, 1, 10);
        assertThat(strict.run(script)).isInstanceOf(Verdict.Failed.class);
        var relaxed = new FakeHost().accepts().sends(0, ACK, FakeHost.ISS + 1, 1, 10);
        passes(relaxed.run(new Runner.Request(List.of(), true, false, false, 100), script));
    }

    @Test
    void relaxedStillLooksAtTheMss() {
        String script = FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1 <mss 1460>
                """;
        var host = new FakeHost().accepts(new TcpOption.MaximumSegmentSize(1400));
        assertThat(host.run(new Runner.Request(List.of(), true, false, false, 100), script))
                .isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void aWrongPacketCanBeForgiven() {
        var host = new FakeHost().accepts().sends(0, ACK, FakeHost.ISS + 1, 1, 10);
        Verdict verdict = host.run("--non_fatal=packet\n" + FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 2
                +0 > . 1:11(10) ack 1
                """);
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(((Verdict.Passed) verdict).notes())
                .containsExactly("line 6: the host has sent another segment than the script expects");
    }

    /** What did not come in time is not taken from the event that expects it later. */
    @Test
    void aMissingPacketThatIsForgivenTakesNoOther() {
        var host = new FakeHost().accepts().sends(500, ACK, FakeHost.ISS + 1, 1, 0);
        Verdict verdict = host.run("--non_fatal=packet\n" + FakeHost.OPEN + """
                +0 < S 0:0(0) win 1000
                +0 > S. 0:0(0) ack 1
                +0.1 > . 1:1(0) ack 1
                0.5 > . 1:1(0) ack 1
                """);
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(((Verdict.Passed) verdict).notes())
                .singleElement()
                .asString()
                .startsWith("line 7: ");
    }
}
