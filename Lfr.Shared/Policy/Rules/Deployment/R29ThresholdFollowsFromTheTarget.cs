namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R29: the threshold follows from the false alert rate aimed at, is within the measured range and never below the model's floor. Source: force policy after the NPL evaluation of 2023; the cosine is the model's own.
/// </summary>
[Rule("R29", "The threshold is within what was measured and never below the floor", "the planner", Gate = Gate.Submit)]
public sealed class ThresholdFollowsFromTheTarget : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { Numbers: var numbers })
            return Verdict.Broken("No policy limits false alerts.", "Put a policy in force for this day.");
        var target = dossier.Plan.TargetFalseAlertRate;
        if (!IsUsable(target))
            return Verdict.Broken("The plan aims at no false alert rate between 0 and 1.", "Enter the rate to aim at.");
        if (target > numbers.FalseAlertRateLimit)
            return Verdict.Broken($"The plan aims at one false alert in {Words.Per(target)} faces; more than {Words.OneIn(numbers.FalseAlertRateLimit)} is not allowed.", "Aim at fewer false alerts.");
        if (dossier.Engine.Calibration is not { } calibration)
            return Verdict.Doubtful("The threshold cannot be worked out until an engine with a measured model is connected.", "Ask an administrator to connect one.");
        var choice = ThresholdChoice.For(calibration, target, dossier.List.Living);
        var threshold = $"The threshold is {Words.Cosine(choice.Cosine)}";
        if (choice.Cosine > 1)
            return Verdict.Broken("No threshold of this model is strict enough for a list of this size.", "Have the list shortened, or aim at more false alerts.");
        if (!choice.IsMeasured)
            return Verdict.Doubtful($"{threshold}, outside of the measured range; the expected errors are extrapolated.", "Aim at a rate within the measured range.");
        return Verdict.Met(choice.RaisedToFloor
            ? $"{threshold}, the lowest at which this model may run: about {Words.AboutOneIn(choice.FalseAlertRate)} faces alerts falsely."
            : $"{threshold}: about {Words.AboutOneIn(choice.FalseAlertRate)} faces alerts falsely.");
    }

    /// <summary>Whether a rate can be aimed at.</summary>
    internal static bool IsUsable(double rate) => rate is > 0 and < 1;
}
