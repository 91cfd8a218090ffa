package gov.nasa.jpf.vm;

/** An object of the program that is executed, or an array. */
public abstract class ElementInfo {
    ElementInfo() {}

    public abstract ClassInfo getClassInfo();

    public abstract int getReferenceField(String name);

    public abstract int getReferenceField(FieldInfo field);

    public abstract boolean getBooleanField(String name);

    public abstract boolean getBooleanField(FieldInfo field);

    public abstract int getIntField(String name);

    public abstract int getIntField(FieldInfo field);

    public abstract long getLongField(String name);

    public abstract long getLongField(FieldInfo field);

    public abstract int get1SlotField(FieldInfo field);

    public abstract long get2SlotField(FieldInfo field);

    public abstract boolean isArray();

    public abstract int arrayLength();

    public abstract String getArrayType();

    public abstract int getReferenceElement(int index);

    public abstract boolean getBooleanElement(int index);

    public abstract int getIntElement(int index);

    public abstract long getLongElement(int index);

    public abstract int[] asIntArray();

    public abstract long[] asLongArray();
}
