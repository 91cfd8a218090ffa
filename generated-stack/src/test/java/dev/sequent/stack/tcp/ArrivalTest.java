package dev.sequent.stack.tcp;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** Text can be had while its segment arrives, and at no other time. */
class ArrivalTest {

    @Test
    void hasNoTextBeforeItBegins() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Arrival().packet())
                .withMessageContaining("when its arrival was over");
    }

    @Test
    void isNotToBeHadWhenTheMachineIsToldOfSomethingElse() {
        try (Exchange exchange = new Exchange()) {
            MachineEffects actions = actions(exchange);
            actions.begin(0, null);
            assertFault(actions);
        }
    }

    @Test
    void isNotToBeHadWhenTheMachineHasReturned() {
        try (Exchange exchange = new Exchange()) {
            MachineEffects actions = actions(exchange);
            actions.begin(0, new Arrival());
            actions.end();
            assertFault(actions);
        }
    }

    private static MachineEffects actions(Exchange exchange) {
        TcpConnection connection = exchange.connected();
        return new MachineEffects(exchange.stack.tcp(), connection);
    }

    private static void assertFault(MachineEffects actions) {
        assertThatIllegalStateException()
                .isThrownBy(() -> actions.place(1001, 0, 1))
                .withMessage("text was to be placed when no segment was arriving");
    }
}
