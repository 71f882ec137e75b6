namespace Lfr.Benchmarks;

/// <summary>One line of the table: what was measured, against whom, what came out and what must come out.</summary>
/// <param name="What">The work, in words.</param>
/// <param name="Peer">Who did the same work in the same run.</param>
/// <param name="Ours">Our figure with its unit.</param>
/// <param name="Theirs">The peer's figure with its unit.</param>
/// <param name="Result">The ratio or share that is judged, in words, such as <c>2.31×</c>.</param>
/// <param name="Target">What must be reached, in words, such as <c>≥ 2.0×</c>.</param>
/// <param name="Met">Whether it is reached; <see langword="null"/> where nothing is promised or the peer is not on this machine.</param>
/// <param name="Note">What a reader must know to believe it: threads, sizes, settings.</param>
public sealed record Row(string What, string Peer, string Ours, string Theirs, string Result, string Target, bool? Met, string Note);

/// <summary>One comparison: it runs both sides and gives its lines.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="Description">What it compares, one sentence.</param>
/// <param name="Run">Runs it.</param>
public sealed record Comparison(string Name, string Description, Func<Bench, CancellationToken, Task<IReadOnlyList<Row>>> Run);
