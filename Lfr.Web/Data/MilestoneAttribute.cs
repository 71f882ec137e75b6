namespace Lfr.Web.Data;

/// <summary>Marks a command that is a milestone of a deployment: its timeline shows it. Single entries and alerts are not among them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MilestoneAttribute : Attribute;
