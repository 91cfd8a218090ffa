package gov.nasa.jpf.vm;

/** Stub. */
public abstract class VM {
    public static VM getVM() {
        return null;
    }

    public abstract Heap getHeap();

    public abstract ChoiceGenerator<?> getChoiceGenerator();

    public abstract ChoiceGenerator<?> getNextChoiceGenerator();
}
