package dev.sequent.suite.stacks;

import dev.sequent.stack.device.Device;
import dev.sequent.stack.device.DeviceDecorator;
import dev.sequent.stack.device.Frame;
import java.util.Optional;

/** Counts the segments that an end sends, and tells a recorder of them, if there is one. */
final class RecordingDevice extends DeviceDecorator {
    private final int end;
    private final Optional<Recorder> recorder;
    private long segments;

    RecordingDevice(Device inner, int end, Optional<Recorder> recorder) {
        super(inner);
        this.end = end;
        this.recorder = recorder;
    }

    long segments() {
        return segments;
    }

    @Override
    public boolean send(Frame frame) {
        if (Adversary.isSegment(frame)) {
            segments++;
            recorder.ifPresent(r -> r.sent(end, frame));
        }
        return super.send(frame);
    }
}
