package gov.nasa.jpf;

import gov.nasa.jpf.search.Search;

/** Is told of a search; of what it does not override it wants to hear nothing. */
public abstract class ListenerAdapter {
    protected ListenerAdapter() {}

    public void stateAdvanced(Search search) {}

    public void stateBacktracked(Search search) {}

    public void stateRestored(Search search) {}

    public void propertyViolated(Search search) {}

    public void searchFinished(Search search) {}
}
