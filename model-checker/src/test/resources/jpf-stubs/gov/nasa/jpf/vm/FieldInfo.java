package gov.nasa.jpf.vm;

/** Stub. */
public abstract class FieldInfo {
    public abstract String getName();

    public abstract boolean isReference();

    public abstract int getStorageSize();
}
