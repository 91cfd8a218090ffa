package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sequent.wire.IpAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {

    private static final int HERE = 4000;

    /** Whether two addresses are one object or two makes no difference. */
    @Test
    void aConnectionIsFoundByTheValueOfItsSockets() {
        try (Exchange x = new Exchange()) {
            TcpConnection connection = x.stack.connect(remote("192.0.2.2", 80), HERE);
            ConnectionTable table = new ConnectionTable(new Random(1));
            table.add(connection);
            assertThat(table.find(remote("192.0.2.2", 80), HERE)).containsSame(connection);
            assertThat(table.find(remote("192.0.2.3", 80), HERE)).isEmpty();
            assertThat(table.find(remote("192.0.2.2", 81), HERE)).isEmpty();
            assertThat(table.find(remote("192.0.2.2", 80), HERE + 1)).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> table.add(connection));
            assertThat(table.remove(connection)).isTrue();
            assertThat(table.remove(connection)).isFalse();
            assertThat(table.find(remote("192.0.2.2", 80), HERE)).isEmpty();
        }
    }

    /** What is known of two connections says nothing about where they lie, for those who do not know the secret. */
    @Test
    void howFarTwoConnectionsLieApartIsAsSecretAsTheKeyOfTheHash() {
        Random secrets = new Random(1);
        IpAddress address = IpAddress.parse("192.0.2.2");
        Set<Integer> distances = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ConnectionTable table = new ConnectionTable(secrets);
            int one = table.hash(address.high(), address.low(), 80, HERE);
            int other = table.hash(address.high(), address.low(), 80, HERE + 1);
            distances.add(one - other & 15);
        }
        assertThat(distances).as("distances in a table of 16 places").hasSize(16);
    }

    private static Endpoint remote(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }
}
