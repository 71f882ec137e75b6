using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

/// <summary>Beside <see cref="EntryIsJustifiedTests"/> and apart from it: seconds are too long for mutation, which runs its tests once for each change.</summary>
public class EntryOfALongListTests
{
    /// <summary>Each entry is compared with each other one and no pair of others ever is: that would take minutes.</summary>
    [Fact]
    public void EntryOfAListOf16000_IsComparedWithEveryOther()
    {
        var others = Enumerable.Range(2, 16_000).Select(n => new OtherEntry(Given.Id(n), $"R-{n:00000}", HashedWords.Of(Given.GoodDetails(n)))).ToArray();
        var dossier = Given.EntryDossier() with { Others = others };
        Says.Met(new EntryIsJustified().Judge(dossier));

        Says.Broken(
            new EntryIsJustified().Judge(dossier with { Others = [.. others, new OtherEntry(Given.Id(16_002), "R-16002", HashedWords.Of(Given.GoodDetails(1)))] }), "R-16002");
    }
}
