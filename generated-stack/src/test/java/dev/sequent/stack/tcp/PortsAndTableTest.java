package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.stack.device.Counters;
import dev.sequent.wire.IpAddress;
import dev.sequent.wire.Ipv4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ephemeral ports to the last one, and the table of connections as people see it. */
class PortsAndTableTest {

    @Test
    void everyPortIsFoundAndThenNone() {
        EphemeralPorts ports = new EphemeralPorts(new Random(1));
        Set<Integer> taken = new HashSet<>();
        int port;
        while ((port = ports.choose(p -> !taken.contains(p))) != 0) {
            assertThat(port).isBetween(32_768, 60_999);
            assertThat(taken.add(port)).isTrue();
            if (taken.size() == 1_000) {
                break; // The search for the last ones is the same as for the first, only longer.
            }
        }
        assertThat(ports.choose(p -> p == 40_000)).isEqualTo(40_000);
        assertThat(ports.choose(p -> false)).isZero();
    }

    @Test
    void aRunOfPortsInUseIsNotWalkedToItsEnd() {
        EphemeralPorts ports = new EphemeralPorts(new Random(1));
        int[] looks = {0};
        for (int i = 0; i < 100; i++) {
            assertThat(ports.choose(p -> {
                        looks[0]++;
                        return p >= 60_000; // One in 28 is free.
                    }))
                    .isBetween(60_000, 60_999);
        }
        assertThat(looks[0] / 100).isLessThan(60);
    }

    @Test
    void whenNoPortIsLeftItIsSaid() {
        try (Exchange x = new Exchange()) {
            Endpoint remote = new Endpoint(Exchange.REMOTE.address(), 80);
            for (int port = EphemeralPorts.FIRST; port <= EphemeralPorts.LAST; port++) {
                x.stack.connect(remote, port);
            }
            assertThatThrownBy(() -> x.stack.connect(remote, 0))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessageStartingWith(
                            "no local port is left towards 192.0.2.2:80: all of 32768 to 60999 are in use");
            x.stack.connect(new Endpoint(Exchange.REMOTE.address(), 81), 0); // To another remote each port is free.
        }
    }

    /**
     * RFC 9293, 3.9.2.3: neither a connection nor an answer comes of a SYN to all, to a group, or from what is no other
     * host.
     */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.2, 255.255.255.255",
        "192.0.2.2, 192.0.2.255",
        "192.0.2.2, 224.0.0.1",
        "255.255.255.255, 192.0.2.1",
        "192.0.2.255, 192.0.2.1",
        "224.0.0.1, 192.0.2.1",
        "127.0.0.1, 192.0.2.1",
        "0.0.0.0, 192.0.2.1"
    })
    @Tag("MUST-57")
    @Tag("MUST-63")
    void aSynBetweenOthersThanHostsIsSilentlyDiscarded(String source, String destination) {
        try (Exchange x = new Exchange()) {
            x.listen();
            x.inBetween(
                    Ipv4Address.parse(source).bits(),
                    Ipv4Address.parse(destination).bits(),
                    "<SEQ=1000><CTL=SYN>");
            x.outNothing();
            assertThat(x.stack.tcp().connections()).isZero();
            x.inBetween(
                    Exchange.REMOTE.address().bits(), Exchange.STACK.address().bits(), "<SEQ=1000><CTL=SYN>");
            x.out("<SEQ=ISS><ACK=1001><CTL=SYN,ACK>");
        }
    }

    @Test
    void theTableReadsLikeSs() {
        Endpoint local = new Endpoint(IpAddress.parse("192.0.2.1"), 80);
        Endpoint remote = new Endpoint(IpAddress.parse("192.0.2.2"), 5000);
        List<ConnectionInfo> connections = List.of(
                new ConnectionInfo(
                        "LISTEN", 1, 128, local, Endpoint.any(local.address()), List.of(), 0, Observed.NOTHING),
                new ConnectionInfo(
                        "ESTABLISHED",
                        10,
                        2000,
                        local,
                        remote,
                        List.of(
                                new ConnectionInfo.RunningTimer("RETRANSMISSION", 199_999_000),
                                new ConnectionInfo.RunningTimer("KEEPALIVE-TIMER", 7_199_000_000_000L)),
                        3,
                        Observed.NOTHING),
                new ConnectionInfo(
                        "TIME-WAIT",
                        0,
                        0,
                        local,
                        remote,
                        List.of(new ConnectionInfo.RunningTimer("TIME-WAIT-TIMER", 59_000_000_000L)),
                        0,
                        Observed.NOTHING));
        assertThat(ConnectionInfo.table(connections)).isEqualTo("""
                        State          Recv-Q   Send-Q  Local Address:Port     Peer Address:Port      Timers
                        LISTEN              1      128  192.0.2.1:80           0.0.0.0:*
                        ESTABLISHED        10     2000  192.0.2.1:80           192.0.2.2:5000         RETRANSMISSION 200ms, KEEPALIVE-TIMER 1h59m (retransmissions: 3)
                        TIME-WAIT           0        0  192.0.2.1:80           192.0.2.2:5000         TIME-WAIT-TIMER 59.0s
                        """);
    }

    @Test
    void theTableEndsWithWhatHadToGo() {
        Counters<TcpCounter> counters = new Counters<>(TcpCounter.class);
        assertThat(ConnectionInfo.table(List.of(), counters)).isEqualTo(ConnectionInfo.table(List.of()));
        counters.add(TcpCounter.FAULTS, 2);
        counters.add(TcpCounter.HALF_OPEN_GAVE_WAY, 77);
        assertThat(ConnectionInfo.table(List.of(), counters)).isEqualTo(ConnectionInfo.table(List.of()) + """
                        faults: 2 (the specification broke a rule of its own, which ends a connection; the log says where)
                        gave way half-open: 77 (more SYNs came than were followed up: a flood of forged ones?)
                        """);
    }
}
