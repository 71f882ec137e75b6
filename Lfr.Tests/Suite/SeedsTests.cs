using Lfr.Tests.Deployments;
using Lfr.Tests.Galleries;

namespace Lfr.Tests.Suite;

/// <summary>Tests that draw their cases, with many more draws than an ordinary run has time for.</summary>
[Trait("Duration", "Long")]
public class SeedsTests
{
    [Fact(Explicit = true)]
    public void SequencesOfCommands_FromAThousandSeeds_KeepWhatMustHold()
    {
        var tests = new DeploymentSequenceTests();
        for (var seed = 1000; seed < 2000; seed++)
            tests.AnySequence_KeepsWhatMustHold(seed);
    }

    [Fact(Explicit = true)]
    public void Searches_FromTwentySeeds_GiveWhatThePlainLoopGives()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            foreach (var (kernel, threads) in ExactSearchTests.Ways.Select(w => w.Data))
            {
                var tests = new ExactSearchTests { Draws = new Random(seed) };
                tests.Search_GivesWhatThePlainLoopGives_ForAnySizeAndDimension(kernel, threads);
                tests.ProbesTogether_GiveWhatEachGivesAlone_ForAnyNumberOfThem(kernel, threads);
                tests.EqualScores_AreDecidedByTheLowestRow(kernel, threads);
            }
        }
    }
}
