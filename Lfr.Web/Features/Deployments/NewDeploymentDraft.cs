using FluentValidation;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Deployments.Parts;

namespace Lfr.Web.Features.Deployments;

/// <summary>What is written before there is a deployment.</summary>
public sealed class NewDeploymentDraft
{
    /// <summary>Id of the deployment, made once: creating it twice is one deployment.</summary>
    public Guid Id { get; set; }

    /// <summary>The deployment whose plan this one begins with; <see langword="null"/>: none.</summary>
    public Guid? Like { get; set; }

    /// <summary>Name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Street and landmark.</summary>
    public string Venue { get; set; } = "";

    /// <summary>Town or borough.</summary>
    public string Area { get; set; } = "";

    /// <summary>Recognition zone.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Another way.</summary>
    public string Route { get; set; } = "";

    /// <summary>First day, see <see cref="WindowDraft"/>.</summary>
    public string StartDay { get; set; } = "";

    /// <summary>Start.</summary>
    public string StartTime { get; set; } = "";

    /// <summary>Last day.</summary>
    public string EndDay { get; set; } = "";

    /// <summary>End.</summary>
    public string EndTime { get; set; } = "";

    /// <summary>Purpose.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Expected footfall, as typed.</summary>
    public string Footfall { get; set; } = "";
}

/// <summary>What is wrong with the form for a new deployment before it is sent. Each problem carries the id of its field.</summary>
public sealed class NewDeploymentValidator : AbstractValidator<NewDeploymentDraft>
{
    /// <summary>The rules of the form, in the order of its fields.</summary>
    /// <param name="windowProblem">What is wrong with the hours; empty when nothing is.</param>
    /// <param name="footfallProblem">What is wrong with the footfall; <see langword="null"/> when nothing is.</param>
    public NewDeploymentValidator(string windowProblem, string? footfallProblem)
    {
        RuleFor(d => d.Name).NotEmpty().OverridePropertyName("name").WithMessage("Give the deployment a name.");
        RuleFor(d => d.Name).NoLongerThan("name", 120);
        RuleFor(d => d.Venue).NoLongerThan("venue", 200);
        RuleFor(d => d.Area).NoLongerThan("area", 200);
        RuleFor(d => d.Zone).NoLongerThan("zone", 1000);
        RuleFor(d => d.Route).NoLongerThan("route", 1000);
        Said("start-day", windowProblem);
        RuleFor(d => d.Purpose).NoLongerThan("purpose", 2000);
        Said("footfall", footfallProblem);
    }

    private void Said(string field, string? problem) => RuleFor(d => d).Custom((_, context) =>
    {
        if (problem is { Length: > 0 })
            context.AddFailure(field, problem);
    });
}
