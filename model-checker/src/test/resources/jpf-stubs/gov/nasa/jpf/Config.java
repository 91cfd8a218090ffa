package gov.nasa.jpf;

/** Stub. */
public class Config {
    public String getString(String key) {
        return null;
    }

    public int getInt(String key) {
        return 0;
    }

    public long getLong(String key, long otherwise) {
        return otherwise;
    }

    public int[] getIntArray(String key) {
        return new int[0];
    }
}
