using System.CommandLine;

namespace Lfr.Inference.Evaluation;

/// <summary>The command line's <c>evaluate</c> verbs: what the engine does on material whose truth is known. Nothing here touches a watchlist.</summary>
public static class EvaluateCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create() =>
        new("evaluate", "Measure the engine on your own material: photographs or a video of people whose identity is known. Keeps nothing.")
        {
            EvaluateVideoCommand.Create(),
            PairsCommand.Create(),
            IdentifyCommand.Create(),
            GroupsCommand.Create(),
            ConditionsCommand.Create(),
            CalibrateCommand.Create(),
            CoveredCommand.Create(),
        };
}
