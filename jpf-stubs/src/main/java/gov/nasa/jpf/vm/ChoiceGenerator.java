package gov.nasa.jpf.vm;

/** Something that the program leaves open, with all that it may be. */
public interface ChoiceGenerator<T> {
    int getTotalNumberOfChoices();

    int getProcessedNumberOfChoices();
}
