package gov.nasa.jpf;

/** The options of a run. */
public class Config {
    private Config() {}

    public String getString(String key) {
        throw new UnsupportedOperationException("a stub");
    }

    public int getInt(String key) {
        throw new UnsupportedOperationException("a stub");
    }

    public long getLong(String key, long otherwise) {
        throw new UnsupportedOperationException("a stub");
    }

    public int[] getIntArray(String key) {
        throw new UnsupportedOperationException("a stub");
    }
}
