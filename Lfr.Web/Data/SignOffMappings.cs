using Lfr.Shared.Watchlists;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>How the work of several approvers on one list lies in tables.</summary>
internal static class SignOffMappings
{
    /// <summary>Applies them.</summary>
    public static void Apply(ModelBuilder model)
    {
        model.Entity<EntryClaim>(claim =>
        {
            // One row for an entry: of two who claim it at once, the database takes one.
            claim.ToTable("EntryClaims").HasKey(c => c.EntryId);
            claim.Property(c => c.EntryId).ValueGeneratedNever();
            claim.Property(c => c.Name).HasMaxLength(200);
            claim.Ignore(c => c.Until);
            claim.HasIndex(c => new { c.DeploymentId, c.RenewedAt });
            claim.HasIndex(c => c.PageId);
            claim.HasOne<WatchlistEntry>().WithMany().HasForeignKey(c => c.EntryId);
        });
        model.Entity<ListSample>(sample =>
        {
            sample.ToTable("ListSamples").HasKey(s => s.Id);
            sample.Property(s => s.Id).ValueGeneratedNever();
            sample.Property(s => s.Revision).IsConcurrencyToken();
            sample.Property(s => s.Seed).HasMaxLength(32);
            sample.Property(s => s.PopulationHash).HasMaxLength(64);
            sample.Property(s => s.DrawnBy).AsJson();
            sample.Property(s => s.Drawn).AsJson();
            sample.Property(s => s.Findings).AsJson();
            sample.Ignore(s => s.Sound).Ignore(s => s.Unsound);
            sample.HasIndex(s => s.DeploymentId);
        });
        model.Entity<ListCriteria>(criteria =>
        {
            criteria.ToTable("ListCriteria").HasKey(c => c.Id);
            criteria.Property(c => c.Id).ValueGeneratedNever();
            criteria.Property(c => c.Revision).IsConcurrencyToken();
            criteria.Property(c => c.Proposed).AsJson();
            criteria.Property(c => c.ProposedBy).AsJson();
            criteria.Property(c => c.LinkHash).HasMaxLength(64);
            criteria.Property(c => c.Approved).AsJson();
            criteria.Property(c => c.ApprovedFor).HasMaxLength(80);
            criteria.Property(c => c.Decisions).AsJson();
            criteria.Ignore(c => c.LastDecision);
            criteria.HasIndex(c => c.DeploymentId).IsUnique();
            criteria.HasIndex(c => c.LinkHash);
        });
        model.Entity<SignOffBreak>().ToTable("SignOffBreaks").HasKey(b => new { b.DeploymentId, b.UserId, b.At });
    }
}
