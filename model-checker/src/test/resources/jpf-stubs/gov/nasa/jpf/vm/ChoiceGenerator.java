package gov.nasa.jpf.vm;

/** Stub. */
public interface ChoiceGenerator<T> {
    int getTotalNumberOfChoices();

    int getProcessedNumberOfChoices();
}
