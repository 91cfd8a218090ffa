package dev.sequent.harness.recorder;

/**
 * The kinds of records in the file that {@link StateRecorder} writes and the checker reads. Its first word is
 * {@link #VERSION}.
 */
public final class Records {
    public static final int VERSION = 3;
    public static final int MACHINE = 'M';
    public static final int MESSAGE = 'G';
    public static final int BESIDE = 'K';
    public static final int LETTER = 'N';
    public static final int MERGED = 'W';
    public static final int STATE = 'S';
    public static final int SEEN = 'L';
    public static final int BETWEEN = 'B';
    public static final int FAULTED = 'F';
    public static final int EDGE = 'E';
    public static final int STEP = 'P';
    public static final int ERROR = 'X';
    public static final int TROUBLE = 'T';
    public static final int END = 'Z';

    private Records() {}
}
