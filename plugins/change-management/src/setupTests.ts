import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Whole pages are drawn here, on machines of all speeds.
configure({ asyncUtilTimeout: 5_000 });
