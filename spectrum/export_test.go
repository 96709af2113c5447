package spectrum

// TQuantile is the quantile that DominanceInterval takes, for tests against
// tables of it.
var TQuantile = tQuantile
