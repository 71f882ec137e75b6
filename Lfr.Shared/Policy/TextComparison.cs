using System.Buffers.Binary;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>A text of an entry as it is compared with others (R21): the words cannot be read from it.</summary>
/// <param name="Name">Which text, as the middle of a sentence: <c>necessity</c>.</param>
/// <param name="Triples">Its <see cref="Boilerplate.Triples"/>.</param>
public sealed record HashedWords(string Name, IReadOnlyList<ulong> Triples)
{
    /// <summary>Of the way in which texts are cut and hashed: with another one, what was kept is no longer comparable.</summary>
    private const byte Version = 1;

    private static readonly IReadOnlyList<(string Name, Func<EntryDetails, string> Text)> Texts =
    [
        ("justification", d => d.Justification), ("reason for this place and time", d => d.WhyHereAndNow), ("necessity", d => d.Necessity), ("proportionality", d => d.Proportionality),
    ];

    /// <summary>The texts that must be written for one person.</summary>
    public static IReadOnlyList<HashedWords> Of(EntryDetails details) => [.. Texts.Select(t => Of(t.Name, t.Text(details)))];

    /// <summary>A text under a name.</summary>
    public static HashedWords Of(string name, string text) => new(name, Boilerplate.Triples(text));

    /// <summary>The texts of an entry as they are kept: the version, then of each text how many triples it has (2 bytes) and their hashes (8 bytes each), little-endian.</summary>
    public static byte[] Pack(IReadOnlyList<HashedWords> texts)
    {
        var packed = new byte[1 + texts.Sum(t => sizeof(ushort) + (Kept(t) * sizeof(ulong)))];
        packed[0] = Version;
        var rest = packed.AsSpan(1);
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)Kept(text));
            rest = rest[sizeof(ushort)..];
            foreach (var triple in text.Triples.Take(Kept(text)))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(rest, triple);
                rest = rest[sizeof(ulong)..];
            }
        }

        return packed;

        // Nobody writes more; if somebody does, the rest of the text is not compared.
        static int Kept(HashedWords text) => Math.Min(text.Triples.Count, ushort.MaxValue);
    }

    /// <summary>What <see cref="Pack"/> kept; <see langword="null"/> when it was another version, or something else.</summary>
    public static IReadOnlyList<HashedWords>? Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed is not [Version, .. var rest])
            return null;
        var texts = new List<HashedWords>(Texts.Count);
        foreach (var (name, _) in Texts)
        {
            if (!BinaryPrimitives.TryReadUInt16LittleEndian(rest, out var count) || rest.Length < sizeof(ushort) + (count * sizeof(ulong)))
                return null;
            rest = rest[sizeof(ushort)..];
            var triples = new ulong[count];
            for (var i = 0; i < count; i++)
                triples[i] = BinaryPrimitives.ReadUInt64LittleEndian(rest[(i * sizeof(ulong))..]);
            texts.Add(new HashedWords(name, triples));
            rest = rest[(count * sizeof(ulong))..];
        }

        return texts;
    }
}

/// <summary>Where a text of one entry stands in another entry.</summary>
/// <param name="Mine">Name of the text.</param>
/// <param name="Other">The other entry.</param>
/// <param name="Theirs">Name of its text; of any, not only the one of the same name.</param>
/// <param name="Similarity">Share of what they have in common, 0–1.</param>
public sealed record Resemblance(string Mine, OtherEntry Other, string Theirs, double Similarity);

/// <summary>
/// Texts of one entry, ready to be compared with those of any number of others. Each of their words is looked up once among all of these texts, so that a list of 16,000 takes a fraction
/// of a second.
/// </summary>
public sealed class TextComparison
{
    private readonly IReadOnlyList<HashedWords> mine;
    private readonly Dictionary<ulong, int> holders = [];

    // A bit for each 65,536th of the hashes: nearly every triple of another person's text is told by it to be in none of these.
    private readonly ulong[] bits = new ulong[1024];

    /// <summary>Reads the texts.</summary>
    public TextComparison(IReadOnlyList<HashedWords> texts)
    {
        mine = texts;
        for (var i = 0; i < mine.Count; i++)
        {
            foreach (var triple in mine[i].Triples)
            {
                holders[triple] = holders.GetValueOrDefault(triple) | (1 << i);
                bits[(triple >> 6) & 1023] |= 1UL << (int)(triple & 63);
            }
        }
    }

    /// <summary>The text of <paramref name="other"/> that one of these resembles most; <see langword="null"/> when they have nothing in common.</summary>
    public Resemblance? With(OtherEntry other)
    {
        var nearest = (Resemblance?)null;
        Span<int> common = stackalloc int[mine.Count];
        foreach (var (name, theirs) in other.Texts)
        {
            common.Clear();
            foreach (var triple in theirs as ulong[] ?? [.. theirs])
            {
                if ((bits[(triple >> 6) & 1023] >> (int)(triple & 63) & 1) == 0)
                    continue;
                var held = holders.GetValueOrDefault(triple);
                for (var i = 0; held >> i != 0; i++)
                    common[i] += (held >> i) & 1;
            }

            for (var i = 0; i < mine.Count; i++)
            {
                var similarity = Boilerplate.Share(common[i], mine[i].Triples, theirs);
                if (similarity > (nearest?.Similarity ?? 0))
                    nearest = new Resemblance(mine[i].Name, other, name, similarity);
            }
        }

        return nearest;
    }

    /// <summary>What they resemble among <paramref name="others"/>, most first.</summary>
    public IEnumerable<Resemblance> Among(IEnumerable<OtherEntry> others) =>
        others.Select(With).OfType<Resemblance>().OrderByDescending(r => r.Similarity).ThenBy(r => r.Other.Reference, StringComparer.Ordinal);
}
