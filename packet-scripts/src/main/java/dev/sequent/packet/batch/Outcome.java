package dev.sequent.packet.batch;

import dev.sequent.packet.run.Verdict;

/**
 * What became of a file.
 *
 * @param file as it can be opened from where the command runs
 * @param nanos how long that took, by the clock on the wall
 */
public record Outcome(String file, Verdict verdict, long nanos) {

    /** In one word: {@code passed}, {@code failed}, {@code unsupported}, {@code not-run} or {@code wrong}. */
    public String word() {
        return switch (verdict) {
            case Verdict.Passed ignored -> "passed";
            case Verdict.Failed ignored -> "failed";
            case Verdict.Unsupported ignored -> "unsupported";
            case Verdict.NotRun ignored -> "not-run";
            case Verdict.Wrong ignored -> "wrong";
        };
    }

    /** File, line and what is to say; empty if it passed and there is nothing to say. */
    public String line() {
        return switch (verdict) {
            case Verdict.Passed passed -> String.join("; ", passed.notes());
            case Verdict.Failed failed -> at(failed.line()) + failed.message();
            case Verdict.Unsupported unsupported -> at(unsupported.line()) + "unsupported: " + unsupported.message();
            case Verdict.NotRun notRun -> notRun.why().isEmpty() ? "" : file + ": not run: " + notRun.why();
            case Verdict.Wrong wrong ->
                file + ": " + wrong.problems() + (wrong.problems() == 1 ? " mistake" : " mistakes") + " in the script";
        };
    }

    private String at(int line) {
        return file + (line > 0 ? ":" + line : "") + ": ";
    }

    /** What there is to read about it, lines ended with {@code \n}; empty if it passed. */
    public String details() {
        return switch (verdict) {
            case Verdict.Passed ignored -> "";
            case Verdict.Failed failed -> failed.details() + failed.figure();
            case Verdict.Unsupported ignored -> "";
            case Verdict.NotRun ignored -> "";
            case Verdict.Wrong wrong -> wrong.report();
        };
    }

    /** What happened in the run, as a figure; empty if there was none. */
    public String figure() {
        return switch (verdict) {
            case Verdict.Passed passed -> passed.figure();
            case Verdict.Failed failed -> failed.figure();
            case Verdict.Unsupported ignored -> "";
            case Verdict.NotRun ignored -> "";
            case Verdict.Wrong ignored -> "";
        };
    }
}
