package spectrum

// TQuantile is the quantile that the intervals use. Tests compare it with tables.
var TQuantile = tQuantile

// ShareVariance returns the variance of the share of ratings on the stages from
// one, counted from 0, on.
func ShareVariance(c *Clusters, from int) float64 {
	_, _, v := c.share(from)
	return v
}

// DeltaVariance returns the variance of the delta of c against o.
func DeltaVariance(c, o *Clusters) float64 {
	var xs, ys [MaxStages]uint64
	copy(xs[:], c.Counts)
	copy(ys[:], o.Counts)
	n, m := c.total(), o.total()
	p := comparePairs(&xs, &ys, n, m)
	return c.deltaVariance(&ys, m, p.won, p.lost) + o.deltaVariance(&xs, n, p.lost, p.won)
}
