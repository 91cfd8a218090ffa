package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.sequent.generated.tcp.Segment;
import dev.sequent.generated.tcp.SegmentWire;
import dev.sequent.generated.tcp.TcpParameters;
import dev.sequent.stack.device.Frame;
import dev.sequent.stack.ip.IpLayer;
import dev.sequent.stack.ip.IpParameters;
import dev.sequent.stack.ip.SendResult;
import dev.sequent.stack.time.TimerWheel;
import dev.sequent.wire.IpAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the network layer says of itself, and what becomes of it (RFC 9293, 3.7.1). */
class NetworkParametersTest {

    /** As IPv6 has it: a header of 40 octets, and 1280 octets that each link carries (RFC 8200, 3 and 5). */
    private static final IpParameters LIKE_IPV6 =
            new IpParameters(1500, 40, OptionalInt.of(1220), OptionalInt.of(1280));

    private static long value(TcpParameters parameters, String name) {
        return parameters.get(Arrays.asList(TcpParameters.NAMES).indexOf(name));
    }

    @Test
    void ipv4HasTheDefaultsOfTheSpecification() {
        try (Exchange x = new Exchange()) {
            IpParameters network = x.stack.ip().parameters();
            assertThat(network).isEqualTo(new IpParameters(1500, 20));
            TcpParameters parameters = ParameterOverrides.apply(Map.of(), network);
            TcpParameters defaults = new TcpParameters();
            for (String name : TcpParameters.NAMES) {
                assertThat(value(parameters, name)).as(name).isEqualTo(value(defaults, name));
            }
        }
    }

    @Test
    void anotherFamilyTakesThePlaceOfDefaults() {
        TcpParameters parameters = ParameterOverrides.apply(Map.of(), LIKE_IPV6);
        assertThat(value(parameters, "MTU")).isEqualTo(1500);
        assertThat(value(parameters, "IP-HEADER")).isEqualTo(40);
        assertThat(value(parameters, "DEFAULT-SEND-MSS")).isEqualTo(1220);
        assertThat(value(parameters, "MIN-PATH-MTU")).isEqualTo(1280);
    }

    @Test
    void whatAUserSetsComesLast() {
        TcpParameters parameters = ParameterOverrides.apply(Map.of("DEFAULT-SEND-MSS", 1000L, "MTU", 1400L), LIKE_IPV6);
        assertThat(value(parameters, "DEFAULT-SEND-MSS")).isEqualTo(1000);
        assertThat(value(parameters, "MTU")).isEqualTo(1400);
        assertThat(value(parameters, "MIN-PATH-MTU")).isEqualTo(1280);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterOverrides.apply(Map.of("MTU", 1501L), LIKE_IPV6))
                .withMessageStartingWith("an MTU of 1501 is more than the link's, 1500;");
    }

    @Test
    void whatTheSpecificationAssumesIsKept() {
        Map<String, Long> crossed = Map.of("RTO-MIN", 2_000_000_000L, "RTO-MAX", 1_000_000_000L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterOverrides.apply(crossed, LIKE_IPV6))
                .withMessageStartingWith("RTO-MIN = 2000000000 ns, RTO-MAX = 1000000000 ns breaks the assumption"
                        + " RTO-MIN <= RTO-MAX (parameters.sqt:");
        assertThat(value(ParameterOverrides.apply(Map.of("RTO-MIN", 2_000_000_000L), LIKE_IPV6), "RTO-MIN"))
                .isEqualTo(2_000_000_000L);
    }

    @Test
    @Tag("MUST-67")
    void theMssThatIsSentLeavesRoomForTheHeaderOfTheNetworkLayer() {
        Network network = new Network();
        TcpLayer tcp = new TcpLayer(
                network,
                new TimerWheel(),
                ParameterOverrides.apply(Map.of(), network.parameters()),
                new Random(1),
                new TcpLayer.Host() {
                    @Override
                    public void post(Runnable work) {
                        fail("nobody has anything to post");
                    }

                    @Override
                    public long now() {
                        return 0;
                    }

                    @Override
                    public void log(String line) {
                        fail(line);
                    }
                });
        tcp.connect(0, new Endpoint(IpAddress.parse("192.0.2.2"), 80), 0, user -> {});
        assertThat(network.sent).isNotNull();
        assertThat(network.sent.MSS).isEqualTo(1500 - 40 - 20);
    }

    /** A network layer of which TCP knows no more than it has to. */
    private static final class Network implements IpLayer {

        @Nullable
        Segment sent;

        @Override
        public IpAddress address() {
            return IpAddress.parse("192.0.2.1");
        }

        @Override
        public IpParameters parameters() {
            return LIKE_IPV6;
        }

        @Override
        public boolean hasRoute(IpAddress destination) {
            return true;
        }

        @Override
        public boolean isNeighbourKnown(long now, IpAddress destination) {
            return true;
        }

        @Override
        public SendResult send(
                long now,
                Frame frame,
                int protocol,
                IpAddress destination,
                int length,
                int typeOfService,
                int timeToLive,
                boolean mayFragment) {
            sent = new Segment();
            assertThat(SegmentWire.parse(frame.buffer(), Frame.TRANSPORT, length, sent))
                    .isEqualTo(SegmentWire.OK);
            return SendResult.SENT;
        }
    }
}
