package dev.sequent.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sequent.packet.capture.CaptureScript;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.syntax.Reading;
import dev.sequent.packet.syntax.ScriptReader;
import dev.sequent.wire.PcapngReader;
import dev.sequent.wire.PcapngReader.Packet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code sequent packet --from-capture} reads: a file in the format pcapng, and the connection in it. */
class CaptureFuzzTest {

    static List<byte[]> seeds() {
        return Captures.seeds();
    }

    @MethodSource("seeds")
    @FuzzTest
    void becomesAScript(byte[] octets) {
        List<Packet> packets;
        Script script;
        try {
            packets = PcapngReader.read("fuzzed.pcapng", octets);
            script = CaptureScript.of(packets, Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        String text = ScriptPrinter.text(script);
        Reading reading = ScriptReader.read("made.pkt", text, Map.of());
        assertThat(reading.report()).as(text).isEmpty();
        assertThat(reading.script().unplaced()).as(text).isEqualTo(script);
    }
}
