namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Threads that wait, parked, to help with a scan. They help one scan at a time; a scan that finds them busy runs without them, so no search waits
/// for another.
/// </summary>
internal sealed unsafe class SearchThreads : IDisposable
{
    private readonly object _gate = new();
    private readonly Thread[] _helpers;
    private Scan _scan;
    private Ranking* _found;
    private bool _open;
    private int _places;
    private int _helping;
    private bool _ended;

    /// <param name="helpers">How many, beside the thread that searches; at least 1.</param>
    public SearchThreads(int helpers)
    {
        _helpers = new Thread[helpers];
        for (var i = 0; i < helpers; i++)
        {
            _helpers[i] = new Thread(Help) { IsBackground = true, Name = "gallery search" };
            _helpers[i].Start();
        }
    }

    /// <summary>Runs the scan with those who are free, and returns when all of it is done.</summary>
    public void Run(in Scan scan, Span<Ranking> found)
    {
        fixed (Ranking* results = found)
        {
            if (!TryOpen(scan, results))
            {
                scan.Run(found);
                return;
            }

            Span<Ranking> mine = stackalloc Ranking[found.Length];
            mine.Fill(new Ranking());
            scan.Run(mine);
            Close(mine);
        }
    }

    /// <summary>Lets the threads end, after the scan that they help with.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryOpen(in Scan scan, Ranking* results)
    {
        lock (_gate)
        {
            if (_found is not null)
                return false;
            _scan = scan;
            _found = results;
            _places = _helpers.Length;
            _open = true;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void Close(ReadOnlySpan<Ranking> mine)
    {
        lock (_gate)
        {
            // Who has not come by now need not come: no piece is left.
            _open = false;
            Merge(mine);
            while (_helping > 0)
                Monitor.Wait(_gate);
            _scan = default;
            _found = null;
        }
    }

    private void Help()
    {
        Span<Ranking> mine = stackalloc Ranking[Scan.MostProbes];
        while (true)
        {
            Scan scan;
            lock (_gate)
            {
                while (!(_open && _places > 0))
                {
                    if (_ended)
                        return;
                    Monitor.Wait(_gate);
                }

                scan = _scan;
                _places--;
                _helping++;
            }

            var found = mine[..scan.Probes];
            found.Fill(new Ranking());
            scan.Run(found);
            lock (_gate)
            {
                Merge(found);
                _helping--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Merge(ReadOnlySpan<Ranking> part)
    {
        for (var i = 0; i < part.Length; i++)
            _found[i].Merge(part[i]);
    }
}
