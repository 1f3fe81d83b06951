import { Component, type ReactNode } from "react";

type ChartBoundaryProps = {
  /** What is drawn; another is tried anew. */
  chart: unknown;
  children: ReactNode;
};

/** A chart that can't be drawn takes itself away and not the page: the table under it still tells everything. */
export class ChartBoundary extends Component<ChartBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: ChartBoundaryProps) {
    if (this.state.failed && before.chart !== this.props.chart) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? (
      <p className="py-6 text-ink-soft">This chart could not be drawn. The table below holds its values.</p>
    ) : (
      this.props.children
    );
  }
}
