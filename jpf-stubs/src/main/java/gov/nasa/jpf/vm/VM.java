package gov.nasa.jpf.vm;

/** The machine that executes the program. */
public abstract class VM {
    private VM() {}

    public static VM getVM() {
        throw new UnsupportedOperationException("a stub");
    }

    public abstract Heap getHeap();

    public abstract ChoiceGenerator<?> getChoiceGenerator();

    public abstract ChoiceGenerator<?> getNextChoiceGenerator();
}
