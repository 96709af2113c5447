// Package count counts responses by group and constituency, for many goroutines at once.
// It is the engine of assess.Collect.
//
// It knows numbers only: how many constituencies and competencies there are, and ratings
// that are a byte each. It does not know rubrics or documents. A group is whatever responses
// with the same key, a string of bytes, are in.
//
// # Use
//
// A [Layout] says how counts are laid out, a [Table] counts. Each goroutine adds responses
// to a [Batch]. When all batches are flushed, [Groups] has the result:
//
//	t := count.NewTable(layout)
//	b := t.NewBatch() // one for each goroutine
//	for ... {
//		copy(b.Ratings(), ratings)
//		b.Add(key, constituency)
//	}
//	b.Flush()
//	g := t.Groups() // when all goroutines have ended
//	for i := range g.Len() {
//		if c, ok := g.Cell(i, constituency); ok {
//			c.AddTo(sums)
//		}
//	}
//
// [IDs] is independent of the rest. It finds ids that occur more than once.
//
// # What takes the time
//
// There may be a hundred thousand cells, a cell being the counts of one constituency in one
// group: a state has ten thousand schools with five constituencies each. Together they are
// much larger than the caches of a processor, and the responses that follow each other in an
// input are from different schools. So each response waits for memory: for a slot of the
// hash table, for the record of the group that the slot refers to, for the cell that the
// record refers to. Each wait takes as long as some hundred instructions. Adding one to
// 34 counts takes less. The package is built to take little memory and to wait seldom.
//
// # Layout in memory
//
//	slots        40 bits: ref of the record    24 bits: of the hash
//	               |
//	record       ref  ref  ref ...  name             one ref for each constituency
//	                    |
//	cell         ref of carries, or 0   counts: 1 byte each
//	               |
//	carries      ref of carries, or 0   next bits of the counts: 2 bits each
//
// A slot and a record find a group, as in any hash table with open addressing (see stripe).
// A cell has a byte for each count, because few groups have more than 255 responses of a
// constituency with one rating. Where a count passes 255, the next bits are in a list of
// carries (see cells). With 34 competencies and 8 ratings a cell has 280 bytes instead of
// the 2,176 of counts that are uint64.
//
// Records, cells and carries are in pages of 32 kB that never move (see arena). A ref is the
// number of a page and an offset. The garbage collector sees a few large objects without
// pointers, which it does not scan. A page is written to when it is made: a read fault before
// the first write costs a second fault.
//
// # Stripes
//
// All goroutines count into the same table, so a group takes memory once for any number of
// them, and there is nothing to merge at the end. The table is divided by hash into 16
// stripes, each with a lock. A batch takes the lock of each stripe once for all its
// responses in the stripe, so goroutines seldom wait for each other.
//
// # Batches
//
// A [Batch] keeps up to 512 responses. Flush sorts them by stripe, then, for each stripe:
//
//  1. reads the slot of each response, then a byte of each record,
//  2. finds the record and the cell of each response, adding those that are missing,
//  3. reads a byte of each cache line of each cell,
//  4. adds the ratings to the cells.
//
// Steps 1 and 3 prefetch: what they read is not needed yet. Their reads do not depend on each
// other, so a processor has many of them under way at the same time, and the waits overlap.
// Steps 2 and 4 find their memory in the cache. For the same reason step 1 does not compare
// names: a branch on a value from memory holds up the reads after it.
//
// # Order
//
// Counts are sums, so neither the number of goroutines nor their order changes them. The
// seed of the hash is random and decides in which order groups are in memory; [Table.Groups]
// sorts them by key.
package count
