package dev.sequent.stack.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sequent.stack.device.DeviceException.Reason;
import dev.sequent.stack.time.Clock;
import dev.sequent.wire.MacAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The TAP itself: opening, sleeping, ending. What goes over it is tested with the layers above. */
@Timeout(20)
class TapDeviceTest {

    private interface Body {
        void run(TapDevice tap) throws Exception;
    }

    private static void withTap(Body body) throws Exception {
        NetworkNamespace.call(() -> {
            try (TapDevice tap = TapDevice.open("sqt0")) {
                body.run(tap);
            }
            return true;
        });
    }

    @Test
    void bringsTheInterfaceUpAndKnowsItsMtu() throws Exception {
        withTap(tap -> {
            assertThat(tap.name()).isEqualTo("sqt0");
            assertThat(tap.mtu()).isEqualTo(1500);
            assertThat(tap.macAddress()).isEqualTo(MacAddress.ofName("sqt0"));
            assertThat(tap.kernelInterface().isUp()).isTrue();
        });
        NetworkNamespace.call(() -> {
            try (TapDevice tap = new TapDevice(new TapDevice.Options("sqt0", true, false))) {
                assertThat(tap.kernelInterface().isUp()).isFalse();
                tap.kernelInterface().mtu(9_000);
                assertThat(tap.kernelInterface().mtu()).isEqualTo(9_000);
            }
            assertThatExceptionOfType(DeviceGoneException.class)
                    .isThrownBy(() -> new KernelInterface("sqt0").mtu())
                    .withMessageContaining("there is none of this name");
            return true;
        });
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        withTap(tap -> {
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> TapDevice.open("sqt0"))
                    .withMessageContaining("another process has it open")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN));
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> TapDevice.open("lo"))
                    .withMessageContaining("is not a TAP")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NAME_TAKEN));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "sixteencharacter", "a b", "a/b", "tap%d", "t\u00e4p"})
    void refusesANameThatCannotBe(String name) {
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> TapDevice.open(name))
                .withMessageContaining("'" + name + "'")
                .withMessageContaining("sequent0")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_NAME));
    }

    /**
     * Takes away what the kernel sends of its own accord (IPv6 announcements), then sleeps until the time is over or it
     * is woken.
     */
    private static void sleep(TapDevice tap, long until, CompletableFuture<?> orUntil) {
        Frame frame = Frame.allocate();
        while (System.nanoTime() < until && !orUntil.isDone()) {
            while (tap.receive(frame) > 0) {}
            tap.await(until - System.nanoTime());
        }
    }

    @Test
    void sleepsUntilTheTimeIsOverOrItIsWoken() throws Exception {
        withTap(tap -> {
            CompletableFuture<Boolean> never = new CompletableFuture<>();
            long start = System.nanoTime();
            sleep(tap, start + 30_000_000, never);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);

            tap.wakeup();
            start = System.nanoTime();
            tap.await(10_000_000_000L);
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);

            CompletableFuture<Boolean> told = new CompletableFuture<>();
            CompletableFuture.runAsync(
                    () -> {
                        told.complete(true);
                        tap.wakeup();
                    },
                    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
            start = System.nanoTime();
            sleep(tap, start + 10_000_000_000L, told);
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        });
    }

    @Test
    void isRefusedFramesWhileTheLinkIsDown() throws Exception {
        withTap(tap -> {
            Frame frame = Frames.numbered(1);
            assertThat(tap.send(frame)).isTrue();
            tap.kernelInterface().down();
            assertThat(tap.send(frame)).isFalse();
            assertThat(tap.receive(Frame.allocate())).isZero();
            assertThat(tap.counters().get(DeviceCounter.SEND_REFUSED_LINK_DOWN)).isEqualTo(1);
            tap.kernelInterface().up();
            assertThat(tap.send(frame)).isTrue();
            assertThat(tap.counters().get(DeviceCounter.FRAMES_SENT)).isEqualTo(2);
            assertThat(tap.counters().get(DeviceCounter.OCTETS_SENT)).isEqualTo(128);
        });
    }

    @Test
    void saysThatTheInterfaceWasDeletedAlsoWhileAsleep() throws Exception {
        withTap(tap -> {
            Process delete = delete("sqt0", 100);
            Frame frame = Frame.allocate();
            assertThatExceptionOfType(DeviceGoneException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            while (tap.receive(frame) > 0) {}
                            tap.await(Clock.NEVER);
                        }
                    })
                    .withMessageContaining("sqt0")
                    .withMessageContaining("deleted");
            assertThat(delete.waitFor()).isZero();
            assertThatExceptionOfType(DeviceGoneException.class).isThrownBy(() -> tap.receive(frame));
            assertThatExceptionOfType(DeviceGoneException.class).isThrownBy(() -> tap.send(Frames.numbered(1)));
        });
    }

    private static Process delete(String name, int afterMillis) throws Exception {
        try {
            return new ProcessBuilder("sh", "-c", "sleep 0." + afterMillis + "; exec ip link delete " + name)
                    .inheritIO()
                    .start();
        } catch (java.io.IOException e) {
            return Assumptions.abort("no shell to run 'ip' in: " + e.getMessage());
        }
    }

    @Test
    void isGoneOnceClosedAndMayBeWokenStill() throws Exception {
        withTap(tap -> {
            tap.close();
            tap.close();
            tap.wakeup();
            assertThatExceptionOfType(DeviceGoneException.class)
                    .isThrownBy(() -> tap.receive(Frame.allocate()))
                    .withMessageContaining("closed by this program");
            assertThatExceptionOfType(DeviceGoneException.class).isThrownBy(() -> tap.await(1));
        });
    }
}
