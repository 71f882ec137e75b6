using Lfr.Shared.Assessments;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How assessments that are written in Lfr lie in tables.</summary>
internal static class AssessmentMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model) => model.Entity<AssessmentDocument>(document =>
    {
        document.ToTable("AssessmentDocuments").HasKey(d => d.Id);
        document.Property(d => d.Id).ValueGeneratedNever();
        document.Property(d => d.Revision).IsConcurrencyToken();
        document.Property(d => d.Draft).AsJson();
        document.Property(d => d.Authors).AsJson();
        document.Property(d => d.SubmittedBy).AsJson();
        document.Property(d => d.SubmittedFor).HasMaxLength(80);
        document.Property(d => d.Opinion).AsJson();
        document.Property(d => d.Return).AsJson();
        document.Property(d => d.Versions).AsJson();
        document.Property(d => d.Publications).AsJson();
        document.Ignore(d => d.Current).Ignore(d => d.Published).Ignore(d => d.IsWaiting).Ignore(d => d.WaitsForOpinion);
        document.HasIndex(d => new { d.DeploymentId, d.Kind }).IsUnique();
    });
}
