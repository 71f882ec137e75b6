using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How imports of lists lie in tables.</summary>
internal static class ImportMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model)
    {
        model.Entity<ImportJob>(job =>
        {
            job.ToTable("ImportJobs").HasKey(j => j.Id);
            job.Property(j => j.Id).ValueGeneratedNever();
            job.Property(j => j.By).AsJson();
            job.Property(j => j.ToldBy).AsJson();
            job.Property(j => j.Source).HasMaxLength(300);
            job.Property(j => j.TableHash).HasMaxLength(64);
            job.Property(j => j.Map).AsJson();
            job.Property(j => j.State).HasConversion<string>().HasMaxLength(20);
            job.Property(j => j.WrappedKey).HasMaxLength(200);
            job.Ignore(j => j.IsGoing).Ignore(j => j.Waits);
            job.HasIndex(j => new { j.DeploymentId, j.IsPutAway });
            job.HasIndex(j => j.State);
        });
        model.Entity<StatusLook>(look =>
        {
            look.ToTable("StatusLooks").HasKey(l => l.Id);
            look.Property(l => l.Id).ValueGeneratedNever();
            look.Property(l => l.By).AsJson();
            look.Property(l => l.Source).HasMaxLength(100);
            look.Property(l => l.Problem).HasMaxLength(StatusLook.LongestProblem);
            look.HasIndex(l => new { l.DeploymentId, l.At });
        });
        model.Entity<ImportRow>(row =>
        {
            row.ToTable("ImportRows").HasKey(r => new { r.JobId, r.Row });
            row.Property(r => r.Reference).HasMaxLength(400);
            row.Property(r => r.Outcome).HasConversion<string>().HasMaxLength(20);
            row.Property(r => r.Findings).AsJson();
            row.Property(r => r.FileHash).HasMaxLength(64);
            row.HasIndex(r => new { r.JobId, r.HasFindings, r.Row });
            row.HasOne<ImportJob>().WithMany().HasForeignKey(r => r.JobId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
