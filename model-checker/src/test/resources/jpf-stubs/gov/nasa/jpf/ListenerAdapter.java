package gov.nasa.jpf;

import gov.nasa.jpf.search.Search;

/** Stub. */
public abstract class ListenerAdapter {
    public void stateAdvanced(Search search) {}

    public void stateBacktracked(Search search) {}

    public void stateRestored(Search search) {}

    public void propertyViolated(Search search) {}

    public void searchFinished(Search search) {}
}
