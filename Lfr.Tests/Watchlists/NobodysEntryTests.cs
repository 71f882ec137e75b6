using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

/// <summary>Entries that came from a file under nobody's name.</summary>
public class NobodysEntryTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-2);

    /// <summary>An entry that came from a file under nobody's name (R19): one compiler stands for it, and then it is nobody's no longer.</summary>
    [Fact]
    public void EntryOfNobody_IsStoodForOnce_AndIsThenTheCompilers()
    {
        var entry = WatchlistEntry.Propose(Given.Id(1), Given.DeploymentId, "R-0001", Given.GoodDetails(1), Given.GoodPhotograph(1), Actor.System, Now);
        Assert.True(entry.IsNobodys);

        Given.Do(entry.StandFor(Given.Compiler, Now.AddMinutes(5)));

        Assert.False(entry.IsNobodys);
        Assert.Equal([Actor.System.UserId, Given.Compiler.UserId], entry.CompilerIds);
        Assert.Equal(Now.AddMinutes(5), entry.CompiledBy.At);
        Says.RefusedBy("STATE", entry.StandFor(Given.Person(76, "Cora Compiler", Rank.Staff, Roles.Compiler), Now.AddMinutes(6)), "does not wait for a compiler");
    }

    [Fact]
    public void EntryOfACompiler_IsStoodForByNobodyElse() =>
        Says.RefusedBy("STATE", Given.Entry(1).StandFor(Given.Person(76, "Cora Compiler", Rank.Staff, Roles.Compiler), Now), "does not wait for a compiler");

    [Fact]
    public void EntryOfNobody_ThatWasTakenOff_IsStoodForByNobody()
    {
        var entry = WatchlistEntry.Propose(Given.Id(1), Given.DeploymentId, "R-0001", Given.GoodDetails(1), Given.GoodPhotograph(1), Actor.System, Now);
        Given.Do(entry.Remove("No longer wanted", Given.Compiler, Now));

        Says.RefusedBy("STATE", entry.StandFor(Given.Compiler, Now), "does not wait for a compiler");
    }
}
